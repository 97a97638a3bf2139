import { LlmBenchError } from '../../errors.ts'

/** A wish to stop that came from outside. */
export interface Stop extends Disposable {
  readonly signal: AbortSignal
}

const signals = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const

/**
 * Listens for Ctrl-C and its like, so that what was made is removed before this process is gone. The error of the
 * signal's reason is `aborted`.
 */
export function listenForStop(): Stop {
  const controller = new AbortController()
  const stop = (name: NodeJS.Signals): void => {
    controller.abort(new LlmBenchError('aborted', `llm-bench ab: ended by ${name}`))
  }
  for (const name of signals) process.on(name, stop)
  return {
    signal: controller.signal,
    [Symbol.dispose]() {
      for (const name of signals) process.off(name, stop)
    },
  }
}
