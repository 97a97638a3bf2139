import { shown } from '../../option-check/shown.ts'
import { attempt } from '../life/attempt.ts'
import type { GroupMember, GroupSetting } from '../group.ts'
import { openDriver } from '../open-drivers.ts'
import { acceptScorers } from '../quality/accept-scorers.ts'
import { assertScorable } from '../quality/score-run.ts'
import type { SeveralPlan } from './several-plan.ts'
import type { ActiveModel, SeveralMember } from './several-member.ts'

/**
 * Gets each model ready, one after the other. One that cannot be is left out, and the others go on.
 * @throws the error of the last one where none can be, and where their answers cannot be scored as it was asked
 */
export async function openModels(
  members: readonly SeveralMember[],
  { plan, member: benchOf }: Pick<SeveralPlan, 'plan' | 'member'>,
  setting: GroupSetting,
): Promise<ActiveModel[]> {
  const benches = members.map((member) => benchOf(member, []))
  for (const bench of benches) assertScorable(bench, `measure(${shown(bench.together?.name)}, ask, { score })`)
  const models: ActiveModel[] = []
  let last: unknown = null
  for (const [place, member] of members.entries()) {
    const problem = await attempt(async () => {
      const driver = await openDriver(benches[place] as GroupMember, plan, setting)
      models.push({ member, place, driver, problem: null })
    })
    if (problem === null) continue
    last = problem
    if (setting.signal.aborted) throw problem
    models.push({ member, place, driver: null as never, problem })
  }
  if (models.every(({ problem }) => problem !== null)) throw last
  const open = models.filter(({ problem }) => problem === null)
  await acceptScorers(
    open.map(({ place }) => benches[place] as GroupMember),
    open.map(({ driver }) => driver),
    setting,
  )
  return models
}
