import { pause, timers } from '../../clock.ts'
import { LlmBenchError } from '../../errors.ts'
import { onceRead } from '../../read-turns.ts'
import type { Channel } from '../../channel/channel.ts'
import type { BlockCalls } from '../../host/block-calls.ts'
import type { BlockEnd } from '../../block/end.ts'
import type { Sample } from '../../samples/sample.ts'

/** A host as this worker sees it, that makes blocks of one sort. */
export interface HostHandle<Request extends { readonly id: string }> {
  readonly channel: Pick<Channel<BlockCalls<Request>>, 'request'>
  /** Has the process, which was asked to stop, lent to nobody until the returned function is called. */
  doubt(): () => void
  /** Ends the process. */
  kill(): Promise<void>
  /** The error that tells why it died: a lost connection says nothing. */
  obituary(): Promise<LlmBenchError>
}

/** Time for a host to see an abort, which it does between steps; one still busy after it is ended. */
const abortGraceMs = 2000

/**
 * Has a host make a block; aborts it there when the signal is.
 * @throws LlmBenchError `aborted` before it began, `host-timeout` when the host had to be ended,
 * `host-crashed` when it died
 */
export async function runInHost<Request extends { readonly id: string }>(
  host: HostHandle<Request>,
  block: Request,
  onSamples: (samples: Sample[]) => void,
  signal: AbortSignal,
): Promise<BlockEnd> {
  const { channel } = host
  let grace: NodeJS.Timeout | undefined
  let killed = false
  let stopped = false
  let settle = null as (() => void) | null
  const stop = (): void => {
    stopped = true
    timers.clearTimeout(grace)
    settle?.()
  }
  const kill = (): void => {
    if (stopped) return
    killed = true
    void host.kill().catch(() => {})
  }
  const abort = (): void => {
    settle = host.doubt()
    // Of a late worker the host's answer lies in the socket.
    grace = timers.setTimeout(() => onceRead(kill), abortGraceMs)
    channel.request('abort', block.id).then(
      // Another worker's block runs: this one gave up its place, and nothing is to be ended.
      (running) => {
        if (!running) stop()
      },
      () => {},
    )
  }
  if (signal.aborted) throw new LlmBenchError('aborted', 'the test was aborted before its next request')
  signal.addEventListener('abort', abort, { once: true })
  try {
    return await channel.request('block', block, onSamples)
  } catch (error) {
    if (killed) {
      throw new LlmBenchError(
        'host-timeout',
        'the test was aborted and the process that made its requests did not stop within ' +
          `${abortGraceMs / 1000} s, so it was ended; finished requests are kept`,
        { cause: error },
      )
    }
    throw await explained(error, host)
  } finally {
    stop()
    signal.removeEventListener('abort', abort)
  }
}

/** Time in which a process that lost its connection is gone, or will not be. */
const obituaryMs = 5000

/** The error behind a lost connection, which says nothing itself: how the process ended. */
export async function explained(problem: unknown, host: Pick<HostHandle<never>, 'obituary'>): Promise<unknown> {
  if (!(problem instanceof LlmBenchError) || problem.code !== 'host-crashed') return problem
  return await Promise.race([host.obituary(), pause(obituaryMs, problem)])
}
