import type { ChildProcess } from 'node:child_process'
import { closeSync, openSync, readFileSync } from 'node:fs'
import { LlmBenchError, type LlmBenchErrorCode } from '../errors.ts'
import { builtFile } from '../package-root.ts'
import { plainExcerpt } from '../plain-text.ts'
import { now } from '../clock.ts'
import type { ServeMessage, ServingMessage } from '../host/load-protocol.ts'
import { memoryOf, type MemoryWatch } from '../machine/meters/memory-meter.ts'
import type { HostMessage, LoadMessage } from '../host/protocol.ts'
import type { MemoryPeaks } from '../machine/meters/memory-peaks.ts'
import type { LoadedModel } from '../engines/engine.ts'

/** The programs a host can be. */
export type HostEntry = 'model-host' | 'load-host'

/** What is needed of execa's subprocess. */
interface HostSubprocess {
  readonly child: ChildProcess
  readonly ended: Promise<{ signal: string | null; exitCode: number | null }>
}

/** How a host ended. */
export interface HostExit {
  readonly signal: string | null
  readonly exitCode: number | null
  /** Last line of its log; empty when it wrote none. */
  readonly lastLogLine: string
}

/** A model host or load host, seen from the main process that owns it. */
export class HostProcess {
  readonly id: string
  readonly log: string
  readonly pid: number
  /** Settles when the process is gone. */
  readonly exited: Promise<HostExit>
  readonly #child: ChildProcess
  readonly #memory: MemoryWatch
  readonly #spawnedAt: number
  #alive = true

  private constructor(id: string, log: string, { child, ended }: HostSubprocess, pid: number, spawnedAt: number) {
    this.id = id
    this.log = log
    this.pid = pid
    this.#child = child
    this.#spawnedAt = spawnedAt
    const memory = memoryOf(pid).start()
    this.#memory = memory
    this.exited = (async () => {
      const { signal, exitCode } = await ended
      this.#alive = false
      memory.stop()
      return { signal, exitCode, lastLogLine: lastLine(log) }
    })()
  }

  /**
   * Spawns a host; nothing is loaded yet.
   * @throws LlmBenchError `engine-failed` when the process cannot be started.
   */
  static async spawn(id: string, log: string, entry: HostEntry): Promise<HostProcess> {
    const { execa } = await import('execa')
    // A descriptor, not a pipe: what native code writes while it aborts must reach the file. (execa
    // passes any descriptor on, its types name 3 to 9.)
    const output = openSync(log, 'a', 0o600) as 3
    const spawnedAt = now()
    const subprocess = execa(process.execPath, [builtFile(`src/host/${entry}.js`)], {
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
    if (subprocess.pid === undefined) {
      const { message } = await subprocess
      throw new LlmBenchError('engine-failed', `the ${entry} could not be started: ${message ?? 'no process'}`)
    }
    const ended = (async () => {
      const { signal, exitCode } = await subprocess
      return { signal: signal ?? null, exitCode: exitCode ?? null }
    })()
    return new HostProcess(id, log, { child: subprocess.nodeChildProcess, ended }, subprocess.pid, spawnedAt)
  }

  get memory(): MemoryPeaks {
    return this.#memory.peaks
  }

  forgetMemory(): void {
    this.#memory.forget()
  }

  /**
   * Has the host load its model.
   * @returns the model, and the milliseconds from spawning to the backend being ready, in which
   * writing or downloading the model is not counted
   * @throws LlmBenchError with the host's own code, or `host-crashed` when it died first
   */
  async load(
    message: LoadMessage,
    onProgress: (text: string) => void,
  ): Promise<{ model: LoadedModel; startupMs: number }> {
    let startupMs = Number.NaN
    const model = await this.#ask<LoadedModel>(message, runningModel(message.spec), (heard, { resolve, reject }) => {
      if (heard.type === 'progress') onProgress(heard.text)
      else if (heard.type === 'backend-ready') startupMs = heard.at - this.#spawnedAt - heard.resolvedMs
      else if (heard.type === 'loaded') resolve(heard.model)
      else if (heard.type === 'failed') reject(new LlmBenchError(heard.code as LlmBenchErrorCode, heard.message))
    })
    return { model, startupMs }
  }

  /**
   * Has a load host listen for workers.
   * @param onWorkers told how many are connected, whenever that changes, for as long as the host lives
   * @throws LlmBenchError `host-crashed` when it died first
   */
  async serve(socket: string, onWorkers: (workers: number) => void = () => {}): Promise<void> {
    this.#child.on('message', (message) => {
      const heard = message as ServingMessage
      if (heard.type === 'connected') onWorkers(heard.workers)
    })
    const message: ServeMessage = { type: 'serve', socket }
    await this.#ask<void>(message, 'making the load', ({ type }, { resolve }) => {
      if (type === 'serving') resolve()
    })
  }

  /** Ends the host at once; it has nothing to tidy up. */
  kill(): void {
    if (this.#alive) this.#child.kill('SIGKILL')
  }

  /** Sends a message and hears what comes back, until that is an answer or the host has died. */
  async #ask<Answer>(
    message: LoadMessage | ServeMessage,
    doing: string,
    hear: (heard: HostMessage | ServingMessage, outcome: PromiseWithResolvers<Answer>) => void,
  ): Promise<Answer> {
    const outcome = Promise.withResolvers<Answer>()
    const listener = (heard: unknown): void => hear(heard as HostMessage | ServingMessage, outcome)
    this.#child.on('message', listener)
    void this.exited.then((exit) => outcome.reject(crashError(doing, exit, this.log)))
    // Without a callback a host that has just died would be an uncaught error.
    this.#child.send(message, () => {})
    try {
      return await outcome.promise
    } finally {
      this.#child.off('message', listener)
    }
  }
}

/** What a model host does, for {@link crashError}. */
export function runningModel(spec: string): string {
  return `running model "${spec}"`
}

/**
 * One line for a host that died under a request.
 * @param doing what the process was doing
 */
export function crashError(doing: string, exit: HostExit, log: string): LlmBenchError {
  const how = exit.signal === null ? `ended with code ${exit.exitCode ?? 'unknown'}` : `was ended by ${exit.signal}`
  const last = exit.lastLogLine === '' ? 'its log is empty' : `last line of its log: ${exit.lastLogLine}`
  return new LlmBenchError('host-crashed', `the process ${doing} ${how}; ${last} (${log}); finished requests are kept`)
}

/** Columns that a line of a log may take in a message. */
const longestLogLine = 300

function lastLine(path: string): string {
  try {
    return plainExcerpt(readFileSync(path, 'utf8').trimEnd().split('\n').at(-1) ?? '', longestLogLine)
  } catch {
    return ''
  }
}
