import { randomUUID } from 'node:crypto'
import { availableParallelism } from 'node:os'
import { join } from 'node:path'
import { timestamp, wallTime } from '../clock.ts'
import { startJournal } from '../samples/journal.ts'
import { Requests } from '../samples/requests.ts'
import type { Driver } from '../targets/target.ts'
import { type ActiveRun, isDecided, isOver, writtenDown } from './active-run.ts'
import { assertMeasured } from './assert-measured.ts'
import { type BuiltRun, buildRun } from './build-run.ts'
import { commonPlan } from './common-plan.ts'
import { Deciding } from './deciding.ts'
import type { GroupMember, GroupSetting } from './group.ts'
import type { RunHeader, RunPlan } from '../plan/header.ts'
import { slotsOf } from '../plan/interleave.ts'
import { measureLaunches } from './launches/measure-launches.ts'
import { measureTurn } from './turn.ts'
import { warmUp } from './warm-up/warm-up.ts'
import { GroupEnergy } from './energy/group-energy.ts'
import { openDrivers } from './open-drivers.ts'
import { endRun } from './run-end.ts'
import { slug } from './slug.ts'
import { writeRunEnd } from '../plan/written-end.ts'
import { workloadRecord } from './workload-record.ts'

/**
 * Measures one workload, or several interleaved, and gives their runs in order.
 * @throws LlmBenchError when a target fails, the test is aborted or no request succeeds; requests
 * measured until then have been handed to `onRun`
 */
export async function measureGroup(members: readonly GroupMember[], setting: GroupSetting): Promise<BuiltRun[]> {
  const plan = commonPlan(members, setting.context)
  const comparison = members.length > 1 ? randomUUID() : null
  // All are opened before the first is announced: one that cannot be leaves no half of a comparison.
  const drivers = await openDrivers(members, plan, setting)
  const active = await announceAll(members, drivers, plan, comparison, setting)
  const energy = new GroupEnergy(plan.energy)
  const problem = await attempt(async () => {
    await setting.withLock(async () => {
      await energy.begin(active, setting)
      if (plan.launches !== 1) {
        await measureLaunches(active, plan, setting)
        await energy.settle()
        return
      }
      for (const run of active) await warmUp(run, plan, setting)
      for (const slot of slotsOf(active.length, plan, active[0]?.header.id ?? '')) {
        await measureTurn(active, slot, plan, setting)
        if (active.every((run) => isDecided(run) || isOver(run, plan))) break
      }
      await energy.settle()
    })
  })
  energy.end(active)
  const runs: BuiltRun[] = []
  for (const run of active) {
    const { requests, damaged } = problem === null ? { requests: run.requests, damaged: 0 } : writtenDown(run)
    const end = await endRun(run, problem, damaged, energy.of(run))
    writeRunEnd(run.journal, end)
    // A target learns of itself until it has answered.
    const built = buildRun({ ...run.header, facts: run.driver.facts }, requests, end)
    runs.push(built)
    setting.onProgress(run.header.id, '', true)
    await setting.onRun(built)
  }
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

/** Starts a run's journal and tells of it: from here on it is in the report, whatever happens. */
async function announce(
  member: GroupMember,
  driver: Driver,
  plan: RunPlan,
  comparison: string | null,
  { context, file, test, project, blob, attempt: tries, repeat, alpha, journalFolder, onStart }: GroupSetting,
): Promise<ActiveRun> {
  const id = randomUUID()
  const header: RunHeader = {
    id,
    name: member.name,
    file,
    test,
    project,
    blob,
    attempt: tries,
    repeat,
    startedAt: timestamp(),
    plan,
    comparison,
    part: member.options.part ?? null,
    sweep: member.sweep ?? null,
    facts: driver.facts,
    workload: workloadRecord(member.workload),
    power: context.power,
    electricity: context.electricity,
    cores: availableParallelism(),
  }
  const journal = join(await journalFolder(), `${wallTime()}-${slug(member.name)}-${id}.jsonl`)
  startJournal(journal, header)
  await onStart(header)
  const deciding = plan.until === null ? null : new Deciding(plan.until, alpha)
  return {
    member,
    driver,
    header,
    journal,
    deciding,
    requests: new Requests(journal),
    ends: [],
    launches: [],
    peaks: null,
    nextIndex: 0,
    measured: 0,
    settled: null,
    coldRequests: 0,
    spentMs: 0,
    spentUsd: 0,
  }
}

/** The error of an attempt; null when it succeeded. */
async function attempt(work: () => Promise<void>): Promise<unknown> {
  try {
    await work()
    return null
  } catch (error) {
    return error
  }
}
