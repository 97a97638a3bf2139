import { type ChildProcess, spawn } from 'node:child_process'
import { now, timers } from '../../../clock.ts'
import { plainText } from '../../../plain-text.ts'

/** A tool that prints readings for as long as it runs. */
export interface MeterProgram {
  readonly program: string
  readonly parameters: readonly string[]
  /** Takes a line, and the moment at which it came. */
  readonly onLine: (line: string, at: number) => void
  /** Told once, when the tool is gone, with its last words. */
  readonly onEnd: (reason: string) => void
}

/** Characters of a line beyond which it is no reading. */
const longestLine = 65_536
const graceMs = 1000
/** No tool runs longer than a day: a run that does has other troubles. */
const longestMs = 86_400_000

/**
 * Starts a tool without a shell, in this process's care: it ends with it. A tool whose reader is gone ends by itself
 * at its next line.
 * @returns ends the tool; may be called more than once
 */
export function startTool({ program, parameters, onLine, onEnd }: MeterProgram): () => void {
  const env = { ...process.env, LC_ALL: 'C' }
  const child = spawn(program, parameters, { stdio: ['ignore', 'pipe', 'pipe'], windowsHide: true, env })
  let words = ''
  let over = false
  const end = (reason: string): void => {
    if (over) return
    over = true
    process.off('exit', kill)
    timers.clearTimeout(bound)
    onEnd(reason)
  }
  const kill = (): void => signal(child, 'SIGKILL')
  const stop = (): void => {
    if (over) return
    signal(child, 'SIGTERM')
    // One that runs as root takes no signal of ours, but cannot write to nobody either.
    child.stdout.destroy()
    timers.setTimeout(kill, graceMs).unref()
    end('it was ended')
  }
  process.once('exit', kill)
  const bound = timers.setTimeout(stop, longestMs)
  bound.unref()
  child.stderr.setEncoding('utf8').on('data', (text: string) => (words = (words + text).slice(-500)))
  eachLine(child, onLine)
  child.once('error', (error: NodeJS.ErrnoException) =>
    end(error.code === 'ENOENT' ? `${program} is not installed` : plainText(error.message)),
  )
  child.once('close', (code, by) => {
    const last = plainText(words.trim().split('\n').at(-1) ?? '')
    end(last === '' ? `${program} ended${by === null ? ` with code ${code ?? 'unknown'}` : ` by ${by}`}` : last)
  })
  child.unref()
  for (const pipe of [child.stdout, child.stderr]) (pipe as unknown as { unref?: () => void }).unref?.()
  return stop
}

function eachLine({ stdout }: ChildProcess, onLine: MeterProgram['onLine']): void {
  let rest = ''
  stdout?.setEncoding('utf8').on('data', (text: string) => {
    const at = now()
    const lines = (rest + text).split('\n')
    rest = (lines.pop() ?? '').slice(0, longestLine)
    for (const line of lines) if (line.length < longestLine) onLine(line.replace(/\r$/u, ''), at)
  })
}

function signal(child: ChildProcess, name: NodeJS.Signals): void {
  try {
    child.kill(name)
  } catch {
    // It runs as another user, or is gone.
  }
}
