import type { ChildProcess } from 'node:child_process'
import { closeSync, openSync, readFileSync } from 'node:fs'
import { LlmBenchError, type LlmBenchErrorCode } from '../errors.ts'
import { builtFile } from '../package-root.ts'
import { now } from './clock.ts'
import type { ServeMessage } from './load-protocol.ts'
import { MemorySampler } from './memory-sampler.ts'
import type { HostMessage, LoadedModel, LoadMessage, MemoryPeaks } from './protocol.ts'

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
  readonly #memory: MemorySampler
  readonly #spawnedAt: number
  readonly #heard = new Set<(message: HostMessage) => void>()
  #alive = true

  private constructor(id: string, log: string, { child, ended }: HostSubprocess, pid: number, spawnedAt: number) {
    this.id = id
    this.log = log
    this.pid = pid
    this.#child = child
    this.#spawnedAt = spawnedAt
    const memory = new MemorySampler(pid)
    this.#memory = memory
    child.on('message', (message) => {
      for (const listener of this.#heard) listener(message as HostMessage)
    })
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
    this.#memory.reset()
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
    const outcome = new Promise<LoadedModel>((resolve, reject) => {
      this.#heard.add((heard) => {
        if (heard.type === 'progress') onProgress(heard.text)
        else if (heard.type === 'backend-ready') startupMs = heard.at - this.#spawnedAt - heard.resolvedMs
        else if (heard.type === 'loaded') resolve(heard.model)
        else reject(new LlmBenchError(heard.code as LlmBenchErrorCode, heard.message))
      })
      void this.exited.then((exit) => reject(crashError(runningModel(message.spec), exit, this.log)))
    })
    this.#child.send(message)
    const model = await outcome
    return { model, startupMs }
  }

  /**
   * Has a load host listen for workers.
   * @throws LlmBenchError `host-crashed` when it died first
   */
  async serve(socket: string): Promise<void> {
    const serving = new Promise<void>((resolve, reject) => {
      this.#heard.add(() => resolve())
      void this.exited.then((exit) => reject(crashError('making the load', exit, this.log)))
    })
    this.#child.send({ type: 'serve', socket } satisfies ServeMessage)
    await serving
  }

  /** Ends the host at once; it has nothing to tidy up. */
  kill(): void {
    if (this.#alive) this.#child.kill('SIGKILL')
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
  return new LlmBenchError(
    'host-crashed',
    `the process ${doing} ${how}; ${last} (${log}); finished requests are kept`,
  )
}

function lastLine(path: string): string {
  try {
    return (readFileSync(path, 'utf8').trimEnd().split('\n').at(-1) ?? '').slice(0, 300)
  } catch {
    return ''
  }
}
