import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { command, type CommandOptions } from '../../src/servers/presets/command.ts'
import { ServerProcess, type ServerStart } from '../../src/servers/life/server-process.ts'
import type { ServerSpec } from '../../src/servers/server-spec.ts'

export const fakeServer: string = join(import.meta.dirname, 'fake-server.ts')

/** The spec of a fake server; `args` say how it behaves. */
export function fake(args: readonly string[] = [], options: Partial<CommandOptions> = {}): ServerSpec {
  return command({
    name: 'fake',
    command: process.execPath,
    args: ['--disable-warning=ExperimentalWarning', fakeServer, '--port', '{port}', ...args],
    readyTimeout: 30_000,
    ...options,
  })
}

/** A folder for logs, and what was started with it: all ends with the test. */
export class Started implements AsyncDisposable {
  readonly folder: string = mkdtempSync(join(tmpdir(), 'llm-bench-servers-'))
  readonly log: string = join(this.folder, 'server.log')
  readonly #servers: ServerProcess[] = []

  async start(spec: ServerSpec, start: Partial<ServerStart> = {}): Promise<ServerProcess> {
    const server = await ServerProcess.start(spec, { log: this.log, cacheDirectory: this.folder, ...start })
    this.#servers.push(server)
    return server
  }

  /** What the server has written so far. */
  get logged(): string {
    return readFileSync(this.log, 'utf8')
  }

  /** Processes that a fake server says it started. */
  async family(count: number): Promise<number[]> {
    for (;;) {
      const pids = [...this.logged.matchAll(/^family (\d+)$/gm)].map(([, pid]) => Number(pid))
      if (pids.length >= count) return pids
      await sleep(20)
    }
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await Promise.all(this.#servers.map(async (server) => await server.stop()))
    rmSync(this.folder, { recursive: true, force: true })
  }
}

export function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0)
  } catch {
    return false
  }
  // A process that ended and was not waited for is not alive.
  if (process.platform !== 'linux') return true
  try {
    return !/^\d+ \(.*\) [ZX]/s.test(readFileSync(`/proc/${pid}/stat`, 'latin1'))
  } catch {
    return false
  }
}

/** Waits until all processes are gone; true when they are before the time is over. */
export async function areGone(pids: readonly number[], withinMs = 20_000): Promise<boolean> {
  for (let waited = 0; waited < withinMs; waited += 50) {
    if (!pids.some(isAlive)) return true
    await sleep(50)
  }
  return false
}
