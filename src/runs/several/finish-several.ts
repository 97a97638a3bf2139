import type { RunPlan } from '../../plan/header.ts'
import type { MissingModelRecord } from '../../record/several/together.ts'
import type { BuiltRun } from '../build-run.ts'
import type { GroupSetting } from '../group.ts'
import { finish } from '../life/finish.ts'
import type { SituationCell } from './several-member.ts'

/** The end of a measurement of several models. */
interface SeveralEnd {
  readonly plan: RunPlan
  /** The error that ended all of it; null where none did. */
  readonly ended: unknown
  readonly missing: readonly MissingModelRecord[]
}

/**
 * Ends the run of each model in each situation, those alone first: the others are set beside them. A model that broke
 * has broken in the last of its turns only, but nobody knows what ailed it before.
 */
export async function finishSeveral(
  cells: readonly SituationCell[],
  { plan, ended, missing }: SeveralEnd,
  setting: GroupSetting,
): Promise<BuiltRun[]> {
  const runs: BuiltRun[] = []
  for (const { model, active } of cells.toSorted((one, other) => one.beside.length - other.beside.length)) {
    if (active === null) continue
    const { header } = active
    const together = header.together === undefined ? {} : { together: { ...header.together, missing: [...missing] } }
    // Rounds decide how long it is: it has no length that it could fall short of.
    const known = { ...header, ...together, plan: { ...plan, durationMs: Math.floor(active.spentMs) } }
    const seen = { energy: null, ceilings: null }
    runs.push(await finish({ ...active, header: known }, model.problem ?? ended, setting, seen))
  }
  return runs
}
