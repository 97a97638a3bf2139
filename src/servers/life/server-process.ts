import { closeSync, openSync, statSync } from 'node:fs'
import { resolve } from 'node:path'
import { LlmBenchError } from '../../errors.ts'
import { now } from '../../clock.ts'
import type { MemoryPeaks } from '../../machine/meters/memory-peaks.ts'
import { choosePort } from './choose-port.ts'
import { findProgram, type FoundProgram } from '../presets/find-program.ts'
import { Guardian } from './guardian.ts'
import type { ServerExit } from './guardian-calls.ts'
import { logEnd, readEnd } from './log-lines.ts'
import { watchForFailure } from './model-failure.ts'
import { PORT_PLACE, type ServerSpec } from '../server-spec.ts'
import { serverVersion } from './server-version.ts'
import { memoryOfStarted, memoryOfTree, type MemoryWatch } from '../../machine/meters/memory-meter.ts'
import { waitUntilReady } from './wait-until-ready.ts'

/** Folders, signal and listeners that a start needs besides its spec. */
export interface ServerStart {
  /** File the server's output is appended to. */
  readonly log: string
  /** The cache folder, where a built llama-server may be. */
  readonly cacheDirectory: string
  readonly onProgress?: (text: string) => void
  /** Signal that gives the start up. */
  readonly signal?: AbortSignal
  /** Chooses a port of 127.0.0.1; a free one by default. */
  readonly choosePort?: () => Promise<number>
}

interface Started {
  readonly guardian: Guardian
  readonly port: number
  readonly startupMs: number
  readonly fingerprint: string | null
}

/** Number of starts that are tried when the chosen port turns out to be somebody else's. */
const startTries = 4
const addressInUse = /address already in use|EADDRINUSE|couldn't bind|only one usage of each socket address/i

/** A running inference server, seen from the main process that owns it. */
export class ServerProcess {
  readonly spec: ServerSpec
  /** Base address of its API, for example `http://127.0.0.1:40123/v1`. */
  readonly url: string
  readonly port: number
  readonly pid: number
  /** Milliseconds from spawning it to its being ready, its model loaded. */
  readonly startupMs: number
  /** Version as the server states it itself; null when it does not say. */
  readonly version: string | null
  readonly log: string
  /** Settles when it and all it started are gone, whoever ended it. */
  readonly exited: Promise<ServerExit>
  readonly #guardian: Guardian
  readonly #memory: MemoryWatch
  /** Watches of its processes for one model each, by the arguments they are started with. */
  readonly #parts = new Map<string, MemoryWatch>()

  private constructor(spec: ServerSpec, log: string, { guardian, port, startupMs }: Started, version: string | null) {
    this.spec = spec
    this.url = placed(spec.url, port)
    this.port = port
    this.pid = guardian.pid
    this.startupMs = startupMs
    this.version = version
    this.log = log
    this.#guardian = guardian
    const memory = memoryOfTree(guardian.pid).start()
    this.#memory = memory
    this.exited = (async () => {
      const exit = await guardian.ended
      for (const watch of [memory, ...this.#parts.values()]) watch.stop()
      return exit
    })()
  }

  /**
   * Starts a server and waits until it is ready.
   * @throws LlmBenchError `server-missing` (no program), `model-not-found` (a file or model it needs),
   * `server-failed` (it ended, or its port is taken), `server-timeout`, `aborted`
   */
  static async start(spec: ServerSpec, start: ServerStart): Promise<ServerProcess> {
    const { log, cacheDirectory, signal } = start
    const { platform, arch, env: environment } = process
    const program = findProgram(spec, { platform, arch, environment, cacheDirectory })
    checkFiles(spec)
    for (let left = startTries; ; left--) {
      throwIfGivenUp(spec, signal)
      const from = sizeOf(log)
      const port = await choosePort(spec, start.choosePort)
      const started = await attempt(spec, program, port, start, from, left > 1)
      if (started === null) continue
      // After the start was timed: the probe runs the program a second time.
      const version = await serverVersion(spec, {
        program,
        url: placed(spec.url, port),
        fingerprint: started.fingerprint,
      })
      return new ServerProcess(spec, log, started, version)
    }
  }

  /** Highest memory of the server and all it started since it was last asked to forget. */
  get memory(): MemoryPeaks {
    return this.#memory.peaks
  }

  forgetMemory(): void {
    this.#memory.forget()
  }

  /** Memory of those of its processes that were started with these arguments, watched from the first call on. */
  memoryOf(args: readonly string[]): Pick<MemoryWatch, 'peaks' | 'forget'> {
    const key = JSON.stringify(args)
    const watch = this.#parts.get(key) ?? memoryOfStarted(this.#guardian.pid, args).start()
    this.#parts.set(key, watch)
    return watch
  }

  /** Ends it and all it started, and waits for that. */
  async stop(): Promise<void> {
    await this.#guardian.stop()
  }

  /** Has it ended without waiting, for `exit` handlers. */
  kill(): void {
    this.#guardian.kill()
  }

  /** Error in one line for a server that ended under a measurement; waits until it has. */
  async obituary(): Promise<LlmBenchError> {
    const exit = await this.exited
    return new LlmBenchError(
      'server-failed',
      `${this.spec.name} ${howEnded(exit)}; ${logEnd(this.log, { from: 0 }, this.spec)} (${this.log}); ` +
        'finished requests are kept',
    )
  }
}

/** Tries one start on one port; null when the port turned out to be taken and another can be tried. */
async function attempt(
  spec: ServerSpec,
  { binary, before }: FoundProgram,
  port: number,
  { log, onProgress = () => {}, signal }: ServerStart,
  from: number,
  canRetry: boolean,
): Promise<Started | null> {
  const deadline = now() + spec.readyTimeoutMs
  const env = Object.fromEntries(Object.entries(spec.env).map(([name, value]) => [name, placed(value, port)]))
  const args = [...before, ...spec.args].map((arg) => placed(arg, port))
  const guardian = await Guardian.start(spec.name, { binary, args, env, cwd: spec.cwd }, log)
  const gone = new AbortController()
  void guardian.ended.then(() => gone.abort())
  const failing = watchForFailure(log, from)
  const stop = AbortSignal.any([gone.signal, ...(signal === undefined ? [] : [signal])])
  try {
    const url = placed(spec.url, port)
    const fingerprint = await waitUntilReady({ spec, url, deadline, onProgress, signal: stop, hasFailed: failing })
    gone.signal.throwIfAborted()
    return { guardian, port, startupMs: now() - guardian.spawnedAt, fingerprint }
  } catch (error) {
    const ended = gone.signal.aborted
    // What it writes when it is told to end is none of the reasons.
    const until = ended ? {} : { until: sizeOf(log) }
    await guardian.stop()
    throwIfGivenUp(spec, signal)
    if (ended && canRetry && usesPort(spec) && addressInUse.test(readEnd(log, from))) return null
    const said = `${logEnd(log, { from, ...until }, spec)} (${log})`
    if (ended)
      throw new LlmBenchError(
        'server-failed',
        `${spec.name} ${howEnded(await guardian.ended)} before it was ready; ${said}`,
      )
    if (!(error instanceof LlmBenchError))
      throw new LlmBenchError('server-failed', `${spec.name} stopped answering while it started; ${said}`, {
        cause: error,
      })
    if (error.code === 'model-not-found') throw error
    const wayOut = error.code === 'server-timeout' ? ': raise readyTimeout if it only needs longer' : ''
    throw new LlmBenchError(error.code, `${error.message}; ${said}${wayOut}`, { cause: error })
  }
}

function usesPort({ url }: ServerSpec): boolean {
  return url.includes(PORT_PLACE)
}

function checkFiles(spec: ServerSpec): void {
  for (const file of spec.files) {
    const path = resolve(spec.cwd ?? '.', file)
    if (statSync(path, { throwIfNoEntry: false }) === undefined)
      throw new LlmBenchError(
        'model-not-found',
        `${spec.name}: there is no ${/\.gguf$/i.test(path) ? 'file' : 'folder'} "${path}": correct the model's path`,
      )
  }
}

function throwIfGivenUp({ name }: ServerSpec, signal: AbortSignal | undefined): void {
  if (signal?.aborted === true)
    throw new LlmBenchError('aborted', `the start of ${name} was given up`, { cause: signal.reason })
}

function howEnded({ exitCode, signal }: ServerExit): string {
  if (signal !== null) return `was ended by ${signal}`
  return exitCode === null ? 'was ended from outside' : `ended with code ${exitCode}`
}

function placed(text: string, port: number): string {
  return text.replaceAll(PORT_PLACE, String(port))
}

/** Size of a file that may not exist yet. */
function sizeOf(path: string): number {
  // Opened, so that a folder that is missing shows here and not in the guardian.
  closeSync(openSync(path, 'a', 0o600))
  return statSync(path).size
}
