import { expect, test } from 'vitest'
import { joinTasks, taskRecord, withoutTokens } from '../../../src/metrics/task/task-record.ts'
import { throughputOf } from '../../../src/metrics/throughput.ts'
import { columnsOf } from '../../../src/samples/columns.ts'
import type { Sample, TaskDetails } from '../../../src/samples/sample.ts'
import { completedSample } from '../../support/samples.ts'

function executions(steps: readonly number[], usd: number): Sample[] {
  return steps.map((count, index): Sample => {
    const task: TaskDetails = { steps: count, calls: count, usd, models: ['a'], unpriced: [] }
    return { ...completedSample(index * 100, 50), index, task }
  })
}

test('steps, calls, dollars and executions per second', () => {
  const samples = executions([1, 2, 6], 0.5)
  const record = taskRecord(samples, columnsOf(samples), 1)
  expect(record).toMatchObject({
    steps: { n: 3, mean: 3, p50: 2, max: 6 },
    calls: 9,
    models: [{ model: 'a', executions: 3 }],
    usd: 1.5,
  })
  expect(record?.perSecond.perSecond).toBeCloseTo(throughputOf(columnsOf(samples), 1).requestsPerSecond ?? 0, 9)
  const joined = joinTasks([record, record], columnsOf(samples), 1)
  expect(joined).toMatchObject({ steps: { n: 0 }, calls: 18, usd: 3, models: [{ model: 'a', executions: 6 }] })
  expect(joinTasks([record, null], columnsOf(samples), 1)).toBeNull()
})

test('a run that told of no step and no price has none, and any other run no task', () => {
  const samples = executions([0, 0], 0)
  expect(taskRecord(samples, columnsOf(samples), 1)).toMatchObject({ steps: { n: 0, mean: null }, usd: null })
  const others = [completedSample(0, 50)]
  expect(taskRecord(others, columnsOf(others), 1)).toBeNull()
  expect(withoutTokens(throughputOf(columnsOf(others), 1))).toMatchObject({
    tokensPerSecond: null,
    tokensInterval: null,
  })
})
