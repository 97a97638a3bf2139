import { formatCount, formatNumber, formatUsd, none } from '../../../src/figures.ts'
import { plainExcerpt } from '../../../src/plain-text.ts'
import type { RunRecord } from '../../../src/record/run.ts'
import type { TaskRecord } from '../../../src/record/task/task.ts'
import { type ItemRate, itemRateCell, rateOf } from '../items/items-rate.ts'

type TaskRun = Pick<RunRecord, 'task'>

/** Columns that the name of a model takes at most. */
const nameWidth = 60

/** Work of a run of a task; null for any other, and in reports of older releases. */
export function taskOf(run: TaskRun): TaskRecord | null {
  return run.task ?? null
}

/** Whether any of the runs is of a task. */
export function someAreTasks(runs: readonly TaskRun[]): boolean {
  return runs.some((run) => taskOf(run) !== null)
}

/** Executions that succeeded per second; null for any other run. */
export function taskRate(run: TaskRun): ItemRate | null {
  return rateOf(taskOf(run)?.perSecond)
}

/** Steps of an execution in a table's cell: the mean. */
export function stepsCell(run: TaskRun): string {
  const steps = taskOf(run)?.steps
  return steps === undefined || steps.n === 0 ? none : formatNumber(steps.mean)
}

/** The rate in a line of facts: `0.4 tasks/s, 3.2 steps each`; null where there is none. */
export function taskFact(run: TaskRun): string | null {
  const rate = taskRate(run)
  if (rate === null) return null
  const steps = stepsCell(run)
  return `${formatNumber(rate.value)} tasks/s${steps === none ? '' : `, ${steps} steps each`}`
}

/** Facts about the work of a run of a task, by name; none of any other run. */
export function taskFacts(run: TaskRun): (readonly [string, string | null])[] {
  const task = taskOf(run)
  if (task === null) return []
  const { mean, p50, p95, max, n } = task.steps
  return [
    ['Tasks/s', itemRateCell(taskRate(run))],
    [
      'Steps',
      n === 0
        ? 'unknown: no execution told of any'
        : `mean ${formatNumber(mean)}, p50 ${formatNumber(p50)}, p95 ${formatNumber(p95)}, most ${formatNumber(max)} ` +
          `(n = ${formatCount(n)} that succeeded)`,
    ],
    ['Calls of models', task.calls === 0 ? 'none was reported' : `${formatCount(task.calls)}: ${modelWords(task)}`],
    ['Paid for calls', task.usd === null ? null : `${formatUsd(task.usd)}, those of executions that failed included`],
  ]
}

function modelWords({ models }: TaskRecord): string {
  return models
    .map(({ model, executions }) => `${plainExcerpt(model, nameWidth)} in ${formatCount(executions)} executions`)
    .join(', ')
}
