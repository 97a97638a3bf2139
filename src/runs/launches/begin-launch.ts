import { now, timestamp } from '../../clock.ts'
import type { RunPlan } from '../../plan/header.ts'
import type { ActiveRun } from '../active-run.ts'
import type { GroupSetting } from '../group.ts'
import { openDriver } from '../open-drivers.ts'
import { highestPeaks } from './highest-peaks.ts'
import { noLoads, noteLoad, unloadModel } from './model-loads.ts'
import { untilApart } from './until-apart.ts'

/**
 * Starts the target of a run again, and gets it ready: the launch that its next requests are made in. The first one
 * of all may be running already, if it has served nobody; arms may share a model, and then that of a later one is gone.
 * A target that nobody here can start is left alone for a while instead: what follows is a block apart in time.
 * @returns milliseconds that it took
 * @throws LlmBenchError of the target
 */
export async function beginLaunch(
  run: ActiveRun,
  { slot, isFirstOfAll }: { readonly slot: number; readonly isFirstOfAll: boolean },
  plan: RunPlan,
  setting: GroupSetting,
): Promise<number> {
  const began = now()
  const { target } = run.member.workload
  const isFirst = run.launches.length === 0
  if (plan.pageCache !== undefined && target.loads === undefined) throw noLoads(run.member.name)
  const { pageCache } = plan
  let problem: string | null = null
  if (target.relaunch === undefined) {
    if (!isFirst) await untilApart(run, setting)
  } else if (pageCache !== undefined || !isFirstOfAll || !run.driver.isFresh) {
    run.peaks = highestPeaks(run.peaks, await run.driver.peaks().catch(() => null))
    run.driver.close()
    if (pageCache === undefined) await target.relaunch()
    else {
      await unloadModel(run)
      problem = (await target.loads?.prepareCache(pageCache)) ?? null
    }
    run.driver = await openDriver(run.member, plan, setting)
  }
  const { startupMs, loadTimeMs } = run.driver.facts
  const kind = target.relaunch === undefined ? 'block' : 'launch'
  if (pageCache !== undefined) await noteLoad(run, { slot, wish: pageCache, problem })
  run.launches.push({ kind, slot, startedAt: timestamp(), startupMs, loadTimeMs, readyAt: now() })
  return now() - began
}
