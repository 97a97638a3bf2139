import type { ChildProcess } from 'node:child_process'
import { closeSync, openSync, readFileSync } from 'node:fs'
import type { CallMap, EventOf } from '../channel/calls.ts'
import { Channel } from '../channel/channel.ts'
import { childWire } from '../channel/process-wire.ts'
import { now } from '../clock.ts'
import { LlmBenchError } from '../errors.ts'
import { memoryOf, type MemoryWatch } from '../machine/meters/memory-meter.ts'
import type { MemoryPeaks } from '../machine/meters/memory-peaks.ts'
import { builtFile } from '../package-root.ts'
import { type LastWords, lastWords } from './last-words.ts'

/** A host to be spawned. */
export interface HostProgram {
  readonly entry: 'model-host' | 'load-host'
  /** Purpose of the process in words of a message: `making the load`. */
  readonly doing: string
  /** File that its output is appended to. */
  readonly log: string
  /** Flags of Node, and variables beside those of this process. */
  readonly flags?: readonly string[]
  readonly env?: Readonly<Record<string, string>>
}

/** End of a host: its exit code, or the signal that ended it, and what its log ends with. */
export interface HostExit {
  readonly signal: string | null
  readonly exitCode: number | null
  /** Last line of its log; empty when it wrote none. */
  readonly log: LastWords
}

/** A host's process and its end, as taken from execa's subprocess. */
interface HostSubprocess {
  readonly child: ChildProcess
  readonly pid: number
  readonly ended: Promise<Pick<HostExit, 'signal' | 'exitCode'>>
}

/** A model host or load host, seen from the main process that owns it. */
export class HostProcess<Orders extends CallMap<Orders>> {
  readonly pid: number
  /** Moment it was spawned at, in milliseconds of CLOCK_MONOTONIC. */
  readonly spawnedAt: number
  /** Settles when the process is gone. */
  readonly exited: Promise<HostExit>
  readonly #program: HostProgram
  readonly #child: ChildProcess
  readonly #channel: Channel<Orders>
  readonly #memory: MemoryWatch
  #alive = true

  private constructor(program: HostProgram, { child, pid, ended }: HostSubprocess, spawnedAt: number) {
    this.pid = pid
    this.spawnedAt = spawnedAt
    this.#program = program
    this.#child = child
    this.#channel = new Channel<Orders>(childWire(child), {})
    const memory = memoryOf(pid).start()
    this.#memory = memory
    this.exited = (async () => {
      const { signal, exitCode } = await ended
      this.#alive = false
      memory.stop()
      return { signal, exitCode, log: wordsOf(program.log) }
    })()
  }

  /**
   * Spawns a host; nothing is asked of it yet.
   * @param stop signal that ends the host when it is aborted
   * @throws LlmBenchError `engine-failed` when the process cannot be started.
   */
  static async spawn<Orders extends CallMap<Orders>>(
    program: HostProgram,
    stop?: AbortSignal,
  ): Promise<HostProcess<Orders>> {
    const { execa } = await import('execa')
    // A descriptor, not a pipe: the lines that native code writes while it aborts must reach the file.
    // (execa passes any descriptor on, its types name 3 to 9.)
    const output = openSync(program.log, 'a', 0o600) as 3
    const spawnedAt = now()
    const { flags = [], env = {} } = program
    const subprocess = execa(process.execPath, [...flags, builtFile(`src/host/${program.entry}.js`)], {
      env,
      ipc: true,
      reject: false,
      // execa's own clean-up would end this process by the signal, before reports are written.
      cleanup: false,
      buffer: false,
      stdin: 'ignore',
      stdout: output,
      stderr: output,
    })
    closeSync(output)
    const { pid, nodeChildProcess: child } = subprocess
    if (pid === undefined) {
      const { message } = await subprocess
      throw new LlmBenchError('engine-failed', `the ${program.entry} could not be started: ${message ?? 'no process'}`)
    }
    const ended = (async () => {
      const { signal, exitCode } = await subprocess
      return { signal: signal ?? null, exitCode: exitCode ?? null }
    })()
    const host = new HostProcess<Orders>(program, { child, pid, ended }, spawnedAt)
    if (stop?.aborted === true) host.kill()
    else stop?.addEventListener('abort', () => host.kill(), { once: true })
    return host
  }

  get memory(): MemoryPeaks {
    return this.#memory.peaks
  }

  forgetMemory(): void {
    this.#memory.forget()
  }

  /**
   * Has the host get ready for workers; it is ended where it cannot.
   * @throws LlmBenchError with the host's own code, or `host-crashed` when it died first
   */
  async ask<Name extends keyof Orders & string>(
    name: Name,
    asked: Orders[Name]['asked'],
    onEvent?: (data: EventOf<Orders[Name]>) => void,
  ): Promise<Orders[Name]['answer']> {
    try {
      return await this.#channel.request(name, asked, onEvent)
    } catch (error) {
      this.kill()
      // A lost connection says nothing; how the process ended does.
      if (error instanceof LlmBenchError && error.code === 'host-crashed') throw await this.obituary()
      throw error
    }
  }

  /** Ends the host at once; it has nothing to tidy up. */
  kill(): void {
    if (this.#alive) this.#child.kill('SIGKILL')
  }

  /** Error in one line for a host that died under a request; waits until it has. */
  async obituary(): Promise<LlmBenchError> {
    const { signal, exitCode, log: words } = await this.exited
    const { doing, log } = this.#program
    const how = signal === null ? `ended with code ${exitCode ?? 'unknown'}` : `was ended by ${signal}`
    return new LlmBenchError(
      'host-crashed',
      `the process ${doing} ${how}; ${told(words, signal)} (${log}); finished requests are kept`,
    )
  }
}

/** Words in place of the last line of a log that cannot be read any more. */
const removedLog = '(the log was removed)'

function wordsOf(path: string): LastWords {
  try {
    return lastWords(readFileSync(path, 'utf8'))
  } catch {
    return { last: removedLog, trouble: null }
  }
}

function told({ last, trouble }: LastWords, signal: string | null): string {
  // One that was killed had no time to say why.
  if (trouble !== null && signal !== 'SIGKILL') return `its log says: ${trouble}`
  return last === '' ? 'its log is empty' : `last line of its log: ${last}`
}
