import { randomUUID } from 'node:crypto'
import type { Driver } from '../targets/target.ts'
import { type ActiveRun, isDecided, isOver } from './active-run.ts'
import { announce } from './life/announce.ts'
import { assertMeasured } from './assert-measured.ts'
import type { BuiltRun } from './build-run.ts'
import { commonPlan } from './common-plan.ts'
import type { GroupMember, GroupSetting } from './group.ts'
import type { RunPlan } from '../plan/header.ts'
import { assertScorable, scoreRuns } from './quality/score-run.ts'
import { slotsOf } from '../plan/interleave.ts'
import { measureLaunches } from './launches/measure-launches.ts'
import { measureTurn } from './turn.ts'
import { warmUp } from './warm-up/warm-up.ts'
import { GroupEnergy } from './energy/group-energy.ts'
import { GroupCeilings } from './roofline/group-ceilings.ts'
import { openDrivers } from './open-drivers.ts'
import { finish } from './life/finish.ts'
import { attempt } from './life/attempt.ts'

/**
 * Measures one workload, or several interleaved, and gives their runs in order.
 * @throws LlmBenchError when a target fails, the test is aborted or no request succeeds; requests
 * measured until then have been handed to `onRun`
 */
export async function measureGroup(members: readonly GroupMember[], setting: GroupSetting): Promise<BuiltRun[]> {
  const plan = commonPlan(members, setting.context)
  for (const member of members) assertScorable(member)
  const comparison = members.length > 1 ? randomUUID() : null
  // All are opened before the first is announced: one that cannot be leaves no half of a comparison.
  const drivers = await openDrivers(members, plan, setting)
  const active = await announceAll(members, drivers, plan, comparison, setting)
  const energy = new GroupEnergy(plan.energy)
  const ceilings = new GroupCeilings(plan.roofline)
  const problem = await attempt(async () => {
    await setting.withLock(async () => {
      await energy.begin(active, setting)
      if (plan.launches !== 1) {
        await measureLaunches(active, plan, setting)
        await energy.settle()
        await ceilings.find(active, setting)
        await scoreRuns(active, setting)
        return
      }
      for (const run of active) await warmUp(run, plan, setting)
      for (const slot of slotsOf(active.length, plan, active[0]?.header.id ?? '')) {
        await measureTurn(active, slot, plan, setting)
        if (active.every((run) => isDecided(run) || isOver(run, plan))) break
      }
      await energy.settle()
      await ceilings.find(active, setting)
      await scoreRuns(active, setting)
    })
  })
  energy.end(active)
  const runs: BuiltRun[] = []
  for (const run of active)
    runs.push(await finish(run, problem, setting, { energy: energy.of(run), ceilings: ceilings.of(run) }))
  if (problem !== null) throw problem
  for (const { record, requests } of runs) assertMeasured(record.name, requests.measured.rows())
  return runs
}

async function announceAll(
  members: readonly GroupMember[],
  drivers: readonly Driver[],
  plan: RunPlan,
  comparison: string | null,
  setting: GroupSetting,
): Promise<ActiveRun[]> {
  const active: ActiveRun[] = []
  try {
    for (const [index, driver] of drivers.entries()) {
      active.push(await announce(members[index] as GroupMember, driver, plan, comparison, setting))
    }
    return active
  } catch (error) {
    for (const driver of drivers) driver.close()
    throw error
  }
}
