import { spawn } from 'node:child_process'
import { now, timers } from '../../clock.ts'
import type { ProbeRecord } from '../../record/machine/facts.ts'

/** A small question to the machine. Its answer is null where what was said is not understood. */
export interface Probe<Answer> {
  readonly format: ProbeRecord['format']
  /**
   * Asks; rejects where there is no answer, {@link ProbeFailure} with the reason.
   * @param signal aborted when the probe has to end: its process is ended with it
   */
  ask(signal: AbortSignal): Promise<Answer | null>
}

/** How a probe ended, and its answer. */
export interface ProbeOutcome<Answer> {
  readonly answer: Answer | null
  readonly record: ProbeRecord
}

/** Milliseconds a probe may take. */
export const probeTimeoutMs = 2000
/** Most characters that a probe's program may say: one that says more is ended. */
const mostText = 2 ** 20

/** The reason why a probe has no answer. */
export class ProbeFailure extends Error {
  readonly state: Exclude<ProbeRecord['state'], 'answered'>

  constructor(state: Exclude<ProbeRecord['state'], 'answered'>) {
    super(state)
    this.state = state
  }
}

/**
 * Asks a probe. Never rejects, and never takes longer than its time: a probe that hangs is left behind.
 * @param cut aborted when a measurement begins
 */
export async function runProbe<Answer>(
  name: string,
  probe: Probe<Answer>,
  cut: AbortSignal,
  timeoutMs: number = probeTimeoutMs,
): Promise<ProbeOutcome<Answer>> {
  const began = now()
  const ending = new AbortController()
  const end = (answer: Answer | null, state: ProbeRecord['state']): ProbeOutcome<Answer> => ({
    answer,
    record: { name, state, tookMs: now() - began, format: probe.format },
  })
  const over = Promise.withResolvers<ProbeOutcome<Answer>>()
  const give = (state: 'slow' | 'cut'): void => {
    over.resolve(end(null, state))
    ending.abort()
  }
  const timer = timers.setTimeout(() => give('slow'), timeoutMs)
  timer.unref()
  const onCut = (): void => give('cut')
  if (cut.aborted) onCut()
  else cut.addEventListener('abort', onCut, { once: true })
  try {
    return await Promise.race([over.promise, asked(probe, ending.signal, end)])
  } finally {
    timers.clearTimeout(timer)
    cut.removeEventListener('abort', onCut)
  }
}

async function asked<Answer>(
  probe: Probe<Answer>,
  signal: AbortSignal,
  end: (answer: Answer | null, state: ProbeRecord['state']) => ProbeOutcome<Answer>,
): Promise<ProbeOutcome<Answer>> {
  try {
    const answer = await probe.ask(signal)
    return end(answer, answer === null ? 'unreadable' : 'answered')
  } catch (error) {
    return end(null, error instanceof ProbeFailure ? error.state : 'failed')
  }
}

/**
 * Output of a program, run without a shell and in the C locale. Its exit code is not looked at where it said
 * anything: `sysctl` fails for one name that is not there, and prints the others.
 * @param signal ends the program, by force
 * @throws ProbeFailure `missing`, `failed`, or `unreadable` where it says more than any answer has
 */
export async function commandText(
  command: string,
  parameters: readonly string[],
  signal: AbortSignal,
): Promise<string> {
  const { promise, resolve, reject } = Promise.withResolvers<string>()
  const child = spawn(command, parameters, {
    stdio: ['ignore', 'pipe', 'ignore'],
    windowsHide: true,
    env: { ...process.env, LC_ALL: 'C' },
    signal,
    killSignal: 'SIGKILL',
  })
  child.unref()
  let text = ''
  // A child of its own may hold the pipe open, which would keep this process alive.
  const leave = (): void => void child.stdout.destroy()
  signal.addEventListener('abort', leave, { once: true })
  child.stdout.setEncoding('utf8')
  child.stdout.on('data', (part: string) => {
    text += part
    if (text.length <= mostText) return
    leave()
    child.kill('SIGKILL')
    reject(new ProbeFailure('unreadable'))
  })
  child.once('error', (error: NodeJS.ErrnoException) =>
    reject(new ProbeFailure(error.code === 'ENOENT' || error.code === 'EACCES' ? 'missing' : 'failed')),
  )
  child.once('close', (code) => {
    if (text.trim() === '' && code !== 0) reject(new ProbeFailure('failed'))
    else resolve(text)
  })
  try {
    return await promise
  } finally {
    signal.removeEventListener('abort', leave)
  }
}

/** A probe that is a program. */
export function commandProbe(
  command: string,
  parameters: readonly string[],
  format: ProbeRecord['format'],
): Probe<string> {
  return { format, ask: async (signal) => await commandText(command, parameters, signal) }
}
