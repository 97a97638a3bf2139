import type { ActiveRun } from '../active-run.ts'
import { unloadModel } from '../launches/model-loads.ts'
import { highestPeaks } from '../launches/highest-peaks.ts'

/** Ends the process of a run between two of its launches, so that the memory it took is free for others. */
export async function retire(run: ActiveRun): Promise<void> {
  run.peaks = highestPeaks(run.peaks, await run.driver.peaks().catch(() => null))
  run.driver.close()
  if (run.header.plan.pageCache !== undefined) {
    await unloadModel(run)
    return
  }
  // One that is gone already needs no end.
  await run.member.workload.target.relaunch?.().catch(() => {})
}
