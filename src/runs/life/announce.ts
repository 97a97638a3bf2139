import { LiveFigures } from '../live/live-figures.ts'
import { randomUUID } from 'node:crypto'
import { availableParallelism } from 'node:os'
import { join } from 'node:path'
import { clockZero, timestamp, wallTime } from '../../clock.ts'
import { wholeMachine } from '../../owned/line.ts'
import type { RunHeader, RunPlan } from '../../plan/header.ts'
import { startJournal } from '../../samples/journal.ts'
import { Requests } from '../../samples/requests.ts'
import type { Driver } from '../../targets/target.ts'
import type { ActiveRun } from '../active-run.ts'
import { Deciding } from '../deciding.ts'
import type { GroupMember, GroupSetting } from '../group.ts'
import { slug } from '../slug.ts'
import { equalPrompts } from '../../workload/prompts/equal-prompts.ts'
import { workloadRecord } from '../workload-record.ts'

/** Starts a run's journal and tells of it: from here on it is in the report, whatever happens. */
export async function announce(
  member: GroupMember,
  driver: Driver,
  plan: RunPlan,
  comparison: string | null,
  { context, file, test, project, blob, part, attempt: tries, repeat, alpha, journalFolder, onStart }: GroupSetting,
  resources: readonly string[] = [wholeMachine],
): Promise<ActiveRun> {
  const id = randomUUID()
  const number = member.options.part === undefined ? null : (part?.() ?? null)
  const equal = equalPrompts(member.workload.request.prompts)
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
    ...(number === null ? {} : { partNumber: number }),
    sweep: member.sweep ?? null,
    ...(member.together === undefined ? {} : { together: member.together }),
    ...(resources.includes(wholeMachine) ? {} : { resources }),
    facts: driver.facts,
    workload: workloadRecord(member.workload),
    ...(equal === null ? {} : { equalPrompts: equal }),
    power: context.power,
    electricity: context.electricity,
    ...(context.costing === undefined ? {} : { costing: context.costing }),
    clockZero: clockZero(),
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
    switches: [],
    loads: [],
    peaks: null,
    nextIndex: 0,
    measured: 0,
    settled: null,
    live: new LiveFigures(),
    coldRequests: 0,
    spentMs: 0,
    spentUsd: 0,
    unpriced: new Set(),
    quality: null,
    intrinsic: null,
  }
}
