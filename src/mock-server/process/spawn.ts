import type { ChildProcess } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { LlmBenchError } from '../../errors.ts'
import { builtFile } from '../../package-root.ts'
import type { SpawnedMockServerOptions } from '../options.ts'
import type { MockServerCounts, Question, Told } from './process-protocol.ts'
import { settingsOf } from '../settings.ts'
import type { RequestStamps } from '../stamps.ts'

/** A mock server in a process of its own. */
export interface SpawnedMockServer extends AsyncDisposable {
  /** Base of the API: `http://127.0.0.1:<port>/v1`. */
  readonly url: string
  readonly port: number
  readonly pid: number
  /** Ground truth of the latest requests, in the order they were received. */
  stamps(): Promise<RequestStamps[]>
  counts(): Promise<MockServerCounts>
  /** Forgets stamps, counts and cached prefixes. */
  reset(): Promise<void>
  /** Ends the process and waits until it is gone. */
  close(): Promise<void>
}

/**
 * Starts a mock server in a process of its own, which ends with this one however that ends.
 * @throws LlmBenchError `invalid-option` for an option it cannot take and for a port that is in use,
 * `host-crashed` when the process cannot be started or has ended
 */
export async function spawnMockServer(options: SpawnedMockServerOptions = {}): Promise<SpawnedMockServer> {
  if (typeof options.text === 'function') {
    throw new LlmBenchError(
      'invalid-option',
      'option text is a function, which does not reach another process: give a text, or use startMockServer',
    )
  }
  settingsOf(options)
  const child = await MockProcess.spawn()
  const { url, port } = await child.start(options)
  const close = async (): Promise<void> => await child.end()
  return {
    url,
    port,
    pid: child.pid,
    stamps: async () => (await child.ask('stamps')) as RequestStamps[],
    counts: async () => (await child.ask('counts')) as MockServerCounts,
    reset: async () => void (await child.ask('reset')),
    close,
    [Symbol.asyncDispose]: close,
  }
}

type Waiting = ReturnType<typeof Promise.withResolvers<Told>>

/** The process, seen from its parent. */
class MockProcess {
  readonly pid: number
  readonly #child: ChildProcess
  readonly #ended: Promise<string>
  readonly #waiting: Waiting[] = []

  private constructor(child: ChildProcess, pid: number, ended: Promise<string>) {
    this.pid = pid
    this.#child = child
    this.#ended = ended
    child.on('message', (message) => {
      this.#waiting.shift()?.resolve(message as Told)
      this.#hold()
    })
    void ended.then((how) => {
      for (const { reject } of this.#waiting.splice(0)) reject(gone(how))
    })
  }

  static async spawn(): Promise<MockProcess> {
    const { execa } = await import('execa')
    const subprocess = execa(process.execPath, [entry()], {
      ipc: true,
      reject: false,
      // The lost channel ends it; execa's own clean-up would end this process by a signal.
      cleanup: false,
      buffer: false,
      stdin: 'ignore',
      stdout: 'ignore',
      stderr: 'ignore',
    })
    const { pid } = subprocess
    if (pid === undefined) {
      const { message } = await subprocess
      throw new LlmBenchError('host-crashed', `the mock server could not be started: ${message ?? 'no process'}`)
    }
    const ended = (async () => {
      const { signal, exitCode } = await subprocess
      return signal === undefined ? `ended with code ${exitCode ?? 'unknown'}` : `was ended by ${signal}`
    })()
    return new MockProcess(subprocess.nodeChildProcess, pid, ended)
  }

  async start(options: SpawnedMockServerOptions): Promise<{ url: string; port: number }> {
    const told = await this.#send(options)
    if (told.type === 'listening') return told
    await this.end()
    throw new LlmBenchError('invalid-option', told.type === 'failed' ? told.message : 'the mock server did not start')
  }

  async ask(question: Question): Promise<RequestStamps[] | MockServerCounts | null> {
    const told = await this.#send(question)
    return told.type === 'answer' ? told.value : null
  }

  async end(): Promise<void> {
    // Nothing is to be tidied up; its sockets go with it.
    this.#child.ref()
    this.#child.kill('SIGKILL')
    await this.#ended
  }

  async #send(message: SpawnedMockServerOptions | Question): Promise<Told> {
    if (!this.#child.connected) throw gone(await this.#ended)
    const waiting = Promise.withResolvers<Told>()
    this.#waiting.push(waiting)
    this.#hold()
    this.#child.send(message)
    return await waiting.promise
  }

  /** A server that was not closed must not keep its parent alive; a question that waits does. */
  #hold(): void {
    if (this.#waiting.length > 0) {
      this.#child.ref()
      this.#child.channel?.ref()
    } else {
      this.#child.unref()
      this.#child.channel?.unref()
    }
  }
}

function gone(how: string): LlmBenchError {
  return new LlmBenchError('host-crashed', `the process of the mock server ${how}: start it again`)
}

/** Beside this file where the sources run, else among the built files. */
function entry(): string {
  return import.meta.url.endsWith('.ts')
    ? fileURLToPath(new URL('process.ts', import.meta.url))
    : builtFile('src/mock-server/process/process.js')
}
