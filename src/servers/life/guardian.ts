import { type ChildProcess, spawn } from 'node:child_process'
import { randomUUID } from 'node:crypto'
import { once } from 'node:events'
import { closeSync, openSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { LlmBenchError } from '../../errors.ts'
import { builtFile } from '../../package-root.ts'
import type { GuardianNews, GuardianOrder } from './guardian-protocol.ts'
import { type ProcessTree, signalTree } from '../../machine/processes/process-tree.ts'

/** What a guardian is to start. */
export interface GuardedCommand {
  readonly binary: string
  readonly args: readonly string[]
  readonly env: Readonly<Record<string, string>>
  readonly cwd: string | null
}

/** How a server ended. Both are null when its guardian was killed first. */
export interface ServerExit {
  readonly exitCode: number | null
  readonly signal: string | null
}

/** The guardian of one server, seen from the main process. */
export class Guardian {
  /** Process of the server, which leads a group of its own (not on Windows). */
  readonly pid: number
  /** When it was spawned, in milliseconds of CLOCK_MONOTONIC. */
  readonly spawnedAt: number
  /** Settles when the server and all it started are gone. */
  readonly ended: Promise<ServerExit>
  readonly #child: ChildProcess
  readonly #tree: ProcessTree
  #alive = true

  private constructor(child: ChildProcess, tree: ProcessTree, spawnedAt: number) {
    this.pid = tree.leader
    this.spawnedAt = spawnedAt
    this.#child = child
    this.#tree = tree
    this.ended = this.#watch()
    // It ends with this process, which therefore need not wait for it.
    this.#release()
  }

  /**
   * Starts a guardian and has it start the server; the output of both goes to the log.
   * @throws LlmBenchError `server-failed` when either cannot be started
   */
  static async start(name: string, command: GuardedCommand, log: string): Promise<Guardian> {
    const mark = randomUUID()
    const output = openSync(log, 'a', 0o600)
    const child = spawn(process.execPath, [guardianFile()], {
      stdio: ['ignore', output, output, 'ipc'],
      // What ends the group of this process must leave one that ends the server.
      detached: true,
      windowsHide: true,
    })
    closeSync(output)
    const failed = (message: string): LlmBenchError =>
      new LlmBenchError('server-failed', `${name} could not be started: ${message} (${log})`)
    try {
      const news = await firstNews(child, { type: 'start', ...command, mark })
      if (news.type !== 'spawned') throw failed(news.type === 'not-spawned' ? news.message : 'it ended at once')
      return new Guardian(child, { leader: news.pid, mark }, news.at)
    } catch (error) {
      child.kill()
      throw error instanceof LlmBenchError ? error : failed(error instanceof Error ? error.message : String(error))
    }
  }

  /** Ends the server: it is asked to end, and killed after a grace of five seconds. */
  async stop(): Promise<void> {
    if (this.#alive) {
      this.#child.ref()
      this.#child.channel?.ref()
      if (this.#child.connected) this.#child.send({ type: 'stop' } satisfies GuardianOrder, () => {})
      else this.#child.kill()
    }
    await this.ended
  }

  /**
   * Has the server ended, without waiting: for `exit` handlers. The guardian outlives this process for
   * as long as that takes.
   */
  kill(): void {
    if (!this.#alive) return
    // On Windows a guardian cannot be asked by a signal: it would be ended, and the server stay.
    if (process.platform === 'win32') signalTree(this.#tree, 'SIGKILL')
    else this.#child.kill('SIGTERM')
  }

  async #watch(): Promise<ServerExit> {
    let exit: ServerExit | null = null
    this.#child.on('message', (news: GuardianNews) => {
      if (news.type === 'ended') exit = { exitCode: news.exitCode, signal: news.signal }
    })
    await once(this.#child, 'exit')
    this.#alive = false
    // A guardian that was killed has left its server behind.
    if (exit === null) signalTree(this.#tree, 'SIGKILL')
    return exit ?? { exitCode: null, signal: null }
  }

  #release(): void {
    this.#child.unref()
    this.#child.channel?.unref()
  }
}

async function firstNews(child: ChildProcess, order: GuardianOrder): Promise<GuardianNews> {
  return await new Promise<GuardianNews>((resolve, reject) => {
    child.once('message', resolve)
    child.once('error', reject)
    child.once('exit', (code, signal) =>
      reject(new Error(`its guardian ended with ${signal ?? `code ${code ?? 'unknown'}`}`)),
    )
    child.send(order, (error) => {
      if (error !== null) reject(error)
    })
  })
}

/** The built guardian; its source where this very file is run from its source. */
function guardianFile(): string {
  return import.meta.url.endsWith('.ts')
    ? fileURLToPath(new URL('server-host.ts', import.meta.url))
    : builtFile('src/servers/life/server-host.js')
}
