import { randomUUID } from 'node:crypto'
import type { Driver } from '../targets/target.ts'
import { type ActiveRun, isDecided, isOver } from './active-run.ts'
import { announce } from './life/announce.ts'
import { assertMeasured } from './assert-measured.ts'
import type { BuiltRun } from './build-run.ts'
import { commonPlan } from './common-plan.ts'
import type { GroupMember, GroupSetting } from './group.ts'
import { wholeMachine } from '../owned/line.ts'
import { resourcesOf } from './lock/resources.ts'
import type { RunLock } from './lock/run-lock.ts'
import type { RunPlan } from '../plan/header.ts'
import { acceptScorers } from './quality/accept-scorers.ts'
import { assertScorable, scoreRuns } from './quality/score-run.ts'
import { slotsOf } from '../plan/interleave.ts'
import { measureLaunches } from './launches/measure-launches.ts'
import { measureTurn } from './turn.ts'
import { withPartSeed } from './start/part-seed.ts'
import { assertInTime, awaitStart } from './start/await-start.ts'
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
export async function measureGroup(asked: readonly GroupMember[], setting: GroupSetting): Promise<BuiltRun[]> {
  const plan = commonPlan(asked, setting.context)
  const members = asked.map((member) => (member.options.part === undefined ? member : ofPart(member, setting)))
  for (const member of members) assertScorable(member)
  assertInTime(members[0]?.name ?? '', plan, setting.leftMs?.() ?? null)
  const { withRack } = setting
  if (plan.lock === undefined || withRack === undefined) return await measureAll(members, plan, setting)
  return await withRack(async (rack) => await measureAll(members, plan, { ...setting, rack }))
}

/** A part of a load as this execution makes it. */
function ofPart(member: GroupMember, { part, file, test }: GroupSetting): GroupMember {
  return withPartSeed(member, part?.() ?? null, { file, test })
}

async function measureAll(members: readonly GroupMember[], plan: RunPlan, setting: GroupSetting): Promise<BuiltRun[]> {
  const comparison = members.length > 1 ? randomUUID() : null
  // All are opened before the first is announced: one that cannot be leaves no half of a comparison.
  const drivers = await openDrivers(members, plan, setting)
  await acceptScorers(members, drivers, setting)
  const facts = drivers.map((driver) => driver.facts)
  const lock: RunLock = {
    name: members.map(({ name }) => name).join(', '),
    resources: resourcesOf(plan, facts, setting.isAnchored ?? false),
    beside: null,
  }
  const active = await announceAll(members, drivers, { plan, comparison, lock }, setting)
  const isShared = !lock.resources.includes(wholeMachine)
  // Counters of the machine have the work of others in them; nobody asked for them.
  const energy = new GroupEnergy(isShared && plan.energy.kind === 'free' ? { kind: 'off' } : plan.energy)
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
      for (const run of active) await awaitStart(run, plan, setting)
      for (const slot of slotsOf(active.length, plan, active[0]?.header.id ?? '')) {
        await measureTurn(active, slot, plan, setting)
        if (active.every((run) => isDecided(run) || isOver(run, plan))) break
      }
      await energy.settle()
      await ceilings.find(active, setting)
      await scoreRuns(active, setting)
    }, lock)
  })
  energy.end(active)
  const runs: BuiltRun[] = []
  for (const run of active) {
    const seen = { energy: energy.of(run), ceilings: ceilings.of(run), beside: isShared ? lock.beside : null }
    runs.push(await finish(run, problem, setting, seen))
  }
  if (problem !== null) throw problem
  for (const { record, requests } of runs) assertMeasured(record.name, requests.measured.rows())
  return runs
}

async function announceAll(
  members: readonly GroupMember[],
  drivers: readonly Driver[],
  { plan, comparison, lock }: { readonly plan: RunPlan; readonly comparison: string | null; readonly lock: RunLock },
  setting: GroupSetting,
): Promise<ActiveRun[]> {
  const active: ActiveRun[] = []
  try {
    for (const [index, driver] of drivers.entries()) {
      const member = members[index] as GroupMember
      active.push(await announce(member, driver, plan, comparison, setting, lock.resources))
    }
    return active
  } catch (error) {
    for (const driver of drivers) driver.close()
    throw error
  }
}
