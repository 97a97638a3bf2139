import type { ActiveRun } from '../active-run.ts'
import type { GroupSetting } from '../group.ts'
import { announce } from '../life/announce.ts'
import type { SeveralPlan } from './several-plan.ts'
import type { SituationCell } from './several-member.ts'

/** Begins the run of a model in one situation. */
export async function startCell(
  { model }: SituationCell,
  situation: readonly SituationCell[],
  { plan, situations, member: benchOf }: Pick<SeveralPlan, 'plan' | 'situations' | 'member'>,
  setting: GroupSetting,
): Promise<ActiveRun> {
  const others = situation.filter((cell) => cell.model !== model).map((cell) => cell.model.member)
  const bench = benchOf(model.member, others)
  const all = situation.map((cell) => cell.model.driver.facts.target.threads)
  const threads = all.includes(null) ? null : all.reduce<number>((sum, count) => sum + (count ?? 0), 0)
  const together = bench.together === undefined ? {} : { together: { ...bench.together, threads } }
  const comparison = situations.length > 1 ? (bench.together?.id ?? null) : null
  return await announce({ ...bench, ...together }, model.driver, plan, comparison, setting)
}
