import type { LlmBenchError } from '../../errors.ts'
import { loadState } from '../../models/page-cache/load-state.ts'
import type { PageCacheWish } from '../../models/page-cache/prepare-page-cache.ts'
import { optionsOf } from '../../option-check/call.ts'
import { notAllowed } from '../../option-check/sentences.ts'
import { shown } from '../../option-check/shown.ts'
import type { RequestFacts } from '../../samples/facts.ts'
import type { ActiveRun } from '../active-run.ts'

/** A load that a run asked for. */
interface AskedLoad {
  readonly slot: number
  readonly wish: PageCacheWish
  /** Reason why the page cache is not as it was wished; null where it is. */
  readonly problem: string | null
}

/** The error of a run that asks for the page cache of what has no file here. */
export function noLoads(name: string): LlmBenchError {
  return notAllowed(optionsOf('bench', shown(name))('pageCache'), 'a target that is no local model', 'model(…) for it')
}

/** Notes the load that a launch began with; what its first token and its unloading take is noted when it is known. */
export async function noteLoad(run: ActiveRun, { slot, wish, problem }: AskedLoad): Promise<void> {
  const { loadTimeMs, loadState: seen } = run.driver.facts
  const state = loadState({ wish, problem, seen: seen?.pageCache ?? 'unknown', isGuest: await isGuest() })
  const unknown = { firstTokenMs: null, unloadMs: null, residentBytes: null, givenBackBytes: null }
  run.loads.push({ slot, ...state, loadTimeMs, ...unknown })
}

/** Notes the time to the first token of the first request after the last load. */
export function noteFirstToken({ loads, launches, requests }: ActiveRun): void {
  const load = loads.at(-1)
  const began = launches.at(-1)?.readyAt
  if (load === undefined || began === undefined) return
  let first: RequestFacts | null = null
  for (const rows of [requests.warmup.rows(), requests.measured.rows()]) {
    for (const row of rows) if (row.sent >= began && (first === null || row.sent < first.sent)) first = row
  }
  load.firstTokenMs = first?.state === 'completed' && first.first !== null ? first.first - first.sent : null
}

/** Frees the model of a run and ends its process, and notes what that took and gave back. */
export async function unloadModel(run: ActiveRun): Promise<void> {
  const unloaded = (await run.member.workload.target.loads?.unload().catch(() => null)) ?? null
  const load = run.loads.at(-1)
  if (load === undefined || unloaded === null) return
  load.unloadMs = unloaded.unloadMs
  load.residentBytes = unloaded.beforeBytes
  load.givenBackBytes = unloaded.beforeBytes - unloaded.afterBytes
}

let guest: Promise<boolean | null> | null = null

/** Whether this machine is a virtual one; null where nobody knows. */
async function isGuest(): Promise<boolean | null> {
  guest ??= (async () => {
    if (process.platform !== 'linux') return null
    const [{ LinuxFiles }, { readVirtualMachine }] = await Promise.all([
      import('../../machine/facts/linux/files.ts'),
      import('../../machine/facts/linux/virtual-machine.ts'),
    ])
    const kind = await readVirtualMachine(new LinuxFiles())
    return kind === null ? null : kind !== 'none'
  })()
  return await guest
}
