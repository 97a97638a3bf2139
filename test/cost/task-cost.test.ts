import { expect, test } from 'vitest'
import { taskCost } from '../../src/cost/task-cost.ts'
import type { TaskDetails } from '../../src/samples/sample.ts'

const details = (usd: number, unpriced: readonly string[] = []): TaskDetails => ({
  steps: 1,
  calls: 1,
  usd,
  models: ['a'],
  unpriced,
})

test('executions that failed are paid for by those that succeeded', () => {
  const cost = taskCost([
    { state: 'completed', task: details(0.01) },
    { state: 'failed', task: details(0.03) },
    { state: 'completed', task: details(0.02, ['calls of b, which has no price']) },
  ])
  expect(cost?.usdPerRequest).toBeCloseTo(0.03, 12)
  expect(cost).toMatchObject({ basis: 'tokens', kind: 'declared', unknown: ['calls of b, which has no price'] })
  expect(cost?.parts.map(({ label, value }) => [label, Number(value.toFixed(9))])).toEqual([
    ['calls of executions that succeeded', 0.015],
    ['calls of executions that failed', 0.015],
    ['completed requests', 2],
  ])
})

test('without a price, or a success, nobody knows what one costs', () => {
  expect(taskCost([{ state: 'completed', task: details(0) }])).toBeNull()
  expect(taskCost([{ state: 'failed', task: details(1) }])).toBeNull()
  expect(taskCost([])).toBeNull()
})
