import { type ChildProcess, spawn } from 'node:child_process'
import { randomUUID } from 'node:crypto'
import { closeSync, openSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { Channel } from '../../channel/channel.ts'
import { childWire } from '../../channel/process-wire.ts'
import { LlmBenchError } from '../../errors.ts'
import { type ProcessTree, signalTree } from '../../machine/processes/process-tree.ts'
import { builtFile } from '../../package-root.ts'
import type { GuardedCommand, GuardianCalls, GuardianNews, ServerExit } from './guardian-calls.ts'

/** A guardian's process, before it has started anything. */
interface GuardianProcess {
  readonly child: ChildProcess
  readonly channel: Channel<GuardianCalls, GuardianNews>
  /** End of the server as the guardian told it; null where it told nothing. */
  readonly exit: () => ServerExit | null
  /** Settles when the guardian is gone, with words for its end. */
  readonly gone: Promise<string>
}

/** The guardian of one server, seen from the main process. */
export class Guardian {
  /** Process of the server, which leads a group of its own (not on Windows). */
  readonly pid: number
  /** Moment the server was spawned at, in milliseconds of CLOCK_MONOTONIC. */
  readonly spawnedAt: number
  /** Settles when the server and all it started are gone; both figures are null when its guardian was killed first. */
  readonly ended: Promise<ServerExit>
  readonly #process: GuardianProcess
  readonly #tree: ProcessTree
  #alive = true

  private constructor(process: GuardianProcess, tree: ProcessTree, spawnedAt: number) {
    this.pid = tree.leader
    this.spawnedAt = spawnedAt
    this.#process = process
    this.#tree = tree
    this.ended = this.#watch()
    // It ends with this process, which therefore need not wait for it.
    process.child.unref()
  }

  /**
   * Starts a guardian and has it start the server; the output of both goes to the log.
   * @throws LlmBenchError `server-failed` when either cannot be started
   */
  static async start(name: string, command: GuardedCommand, log: string): Promise<Guardian> {
    const mark = randomUUID()
    const guardian = spawnGuardian(log)
    try {
      const { pid, at } = await Promise.race([
        guardian.channel.request('start', { ...command, mark }),
        guardian.gone.then((how) => {
          throw new Error(how)
        }),
      ])
      return new Guardian(guardian, { leader: pid, mark }, at)
    } catch (error) {
      guardian.child.kill()
      const isLost = error instanceof LlmBenchError && error.code === 'host-crashed'
      const why = isLost ? await guardian.gone : error instanceof Error ? error.message : String(error)
      throw new LlmBenchError('server-failed', `${name} could not be started: ${why} (${log})`, { cause: error })
    }
  }

  /** Ends the server: it is asked to end, and killed after a grace of five seconds. */
  async stop(): Promise<void> {
    if (this.#alive) {
      const { child, channel } = this.#process
      child.ref()
      channel.request('stop', null).catch(() => child.kill())
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
    else this.#process.child.kill('SIGTERM')
  }

  async #watch(): Promise<ServerExit> {
    await this.#process.gone
    this.#alive = false
    const exit = this.#process.exit()
    // A guardian that was killed has left its server behind.
    if (exit === null) signalTree(this.#tree, 'SIGKILL')
    return exit ?? { exitCode: null, signal: null }
  }
}

function spawnGuardian(log: string): GuardianProcess {
  const output = openSync(log, 'a', 0o600)
  const child = spawn(process.execPath, [guardianFile()], {
    stdio: ['ignore', output, output, 'ipc'],
    // A signal that ends the group of this process must leave one that ends the server.
    detached: true,
    windowsHide: true,
  })
  closeSync(output)
  let exit: ServerExit | null = null
  const channel = new Channel<GuardianCalls, GuardianNews>(childWire(child), {
    ended: (how) => {
      exit = how
    },
  })
  const gone = new Promise<string>((resolve) => {
    child.once('error', ({ message }) => resolve(message))
    child.once('exit', (code, signal) => resolve(`its guardian ended with ${signal ?? `code ${code ?? 'unknown'}`}`))
  })
  return { child, channel, exit: () => exit, gone }
}

/** The built guardian; its source where this very file is run from its source. */
function guardianFile(): string {
  return import.meta.url.endsWith('.ts')
    ? fileURLToPath(new URL('server-host.ts', import.meta.url))
    : builtFile('src/servers/life/server-host.js')
}
