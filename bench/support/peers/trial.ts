import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { execa } from 'execa'
import type { SpawnedMockServer } from '../../../src/mock-server/index.ts'
import type { Peer, PeerFigures, PeerLoad } from './peer.ts'
import { type ProgrammedAnswer, type ServerTruth, serverTruth } from './truth.ts'
import { type ProgramUsage, watchUsage } from './usage.ts'

/** Longest that a client may take for one load. */
const mostMs = 300_000

/** One load by one client, as it told it and as the server saw it. */
export interface Trial {
  readonly figures: PeerFigures
  readonly truth: ServerTruth
  readonly usage: ProgramUsage
  /** From the start of its program to its end. */
  readonly wallMs: number
}

/** A client that was found, and the server it is tried on. */
export interface TrialSetting {
  readonly peer: Peer
  readonly program: string
  readonly server: SpawnedMockServer
  readonly answer: ProgrammedAnswer
  /** Settings of every load that do not change. */
  readonly common: Pick<PeerLoad, 'model' | 'tokenizer' | 'book'>
}

/**
 * Has a client make one load, in a process group of its own, of which nothing is left.
 * @throws Error with its last words when it fails, counts other requests than it was asked for, or takes too long
 */
export async function trial(
  { peer, program, server, answer, common }: TrialSetting,
  load: Pick<PeerLoad, 'streams' | 'requests' | 'warmUps'>,
): Promise<Trial> {
  const folder = mkdtempSync(join(tmpdir(), 'llm-bench-peer-'))
  try {
    const asked: PeerLoad = { ...common, ...load, server: new URL(server.url).origin, tokens: answer.tokens, folder }
    const { args, env = {}, cwd = folder } = peer.command(asked)
    await server.reset()
    const began = performance.now()
    const running = execa(program, [...args], {
      cwd,
      env: { ...environment, ...env },
      all: true,
      reject: false,
      // A group of its own, so that its workers can be ended with it.
      detached: true,
    })
    const end = (): void => endGroup(running.pid)
    process.once('exit', end)
    const timer = setTimeout(end, mostMs)
    const used = watchUsage(running.pid ?? 0)
    const { failed, shortMessage = '', all } = await running
    const usage = used()
    const wallMs = performance.now() - began
    clearTimeout(timer)
    process.off('exit', end)
    end()
    if (failed) throw new Error(`${shortMessage.split('\n')[0] ?? ''}\n${all.slice(-1500)}`)
    const figures = peer.read(asked)
    if (figures.requests !== load.requests)
      throw new Error(`it counts ${figures.requests} requests where ${load.requests} were asked for`)
    return { figures, truth: serverTruth(await server.stamps(), load.requests, answer), usage, wallMs }
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

/** Nothing of a test runner that started this program, and no progress bars. */
const environment = { VITEST: undefined, VITEST_MODE: undefined, NODE_ENV: undefined, TQDM_DISABLE: '1' }

function endGroup(pid: number | undefined): void {
  if (pid === undefined) return
  try {
    process.kill(-pid, 'SIGKILL')
  } catch {
    // All of it has ended.
  }
}
