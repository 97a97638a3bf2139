import type { ThroughputRecord } from '../../record/metric.ts'
import { emptyPoints } from '../../record/metric.ts'
import type { TaskModelRecord, TaskRecord } from '../../record/task/task.ts'
import type { SampleColumns } from '../../samples/columns.ts'
import type { RequestFacts } from '../../samples/facts.ts'
import { finitePoints, rateRecord } from '../items/items-record.ts'
import type { Rows } from '../../samples/table/rows.ts'

/** Facts of an execution that its work is told by. */
type TaskFacts = Pick<RequestFacts, 'state' | 'task'>

/** Work of a run of a task; null for any other run. */
export function taskRecord(samples: Rows<TaskFacts>, active: SampleColumns, concurrency: number): TaskRecord | null {
  if (samples.length === 0 || samples.some(({ task }) => task === undefined)) return null
  const told = samples.flatMap(({ task }) => task ?? [])
  const succeeded = samples.flatMap(({ state, task }) => (state === 'completed' ? (task ?? []) : []))
  const calls = told.reduce((sum, task) => sum + task.calls, 0)
  const steps = succeeded.some((task) => task.steps > 0) ? Float64Array.from(succeeded, (task) => task.steps) : null
  const isPriced = told.some(({ usd }) => usd > 0)
  return {
    steps: steps === null ? { ...emptyPoints } : finitePoints(steps),
    calls,
    models: counted(told.flatMap(({ models }) => models.map((model) => ({ model, executions: 1 })))),
    usd: isPriced ? told.reduce((sum, { usd }) => sum + usd, 0) : null,
    perSecond: executionRate(active, concurrency),
  }
}

/** Work of parts of one load; null where one of them is no task. Of steps only each part knows the spread. */
export function joinTasks(
  tasks: readonly (TaskRecord | null | undefined)[],
  columns: SampleColumns,
  concurrency: number,
): TaskRecord | null {
  const parts = tasks.flatMap((task) => task ?? [])
  if (parts.length < tasks.length || parts.length === 0) return null
  const sum = (value: (task: TaskRecord) => number): number => parts.reduce((total, task) => total + value(task), 0)
  return {
    steps: { ...emptyPoints },
    calls: sum(({ calls }) => calls),
    models: counted(parts.flatMap(({ models }) => models)),
    usd: parts.every(({ usd }) => usd === null) ? null : sum(({ usd }) => usd ?? 0),
    perSecond: executionRate(columns, concurrency),
  }
}

/** Rates of a run whose tokens nobody here saw come: they are of calls within its executions. */
export function withoutTokens(throughput: ThroughputRecord): ThroughputRecord {
  const { steady } = throughput
  return {
    ...throughput,
    tokensPerSecond: null,
    steady: steady === null ? null : { ...steady, tokensPerSecond: null },
    tokensInterval: null,
    tokensEffectiveN: null,
    tokensDoubt: null,
    tokensNeeded: null,
  }
}

function executionRate(columns: SampleColumns, concurrency: number): TaskRecord['perSecond'] {
  return rateRecord({ ...columns, outputTokens: new Float64Array(columns.sent.length).fill(1) }, concurrency)
}

function counted(models: readonly TaskModelRecord[]): TaskModelRecord[] {
  const executions = new Map<string, number>()
  for (const { model, executions: more } of models) executions.set(model, (executions.get(model) ?? 0) + more)
  return [...executions]
    .map(([model, count]) => ({ model, executions: count }))
    .toSorted((one, other) => other.executions - one.executions || one.model.localeCompare(other.model))
}
