import { expect, test } from 'vitest'
import { taskCost } from '../../../src/cost/task/task-cost.ts'
import type { TaskDetails } from '../../../src/samples/sample.ts'
import { seededRandom } from '../../../src/stats/random.ts'

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
    { state: 'completed', task: details(0.02, ['the price of calls of b']) },
  ])
  expect(cost?.usdPerRequest).toBeCloseTo(0.03, 12)
  expect(cost).toMatchObject({ basis: 'tokens', kind: 'declared', unknown: ['the price of calls of b'] })
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

test('the interval is over executions: their prices differ, and which of them succeed', () => {
  const alike = Array.from({ length: 30 }, () => ({ state: 'completed', task: details(0.02) }) as const)
  const same = taskCost(alike)?.interval
  expect(same?.low).toBeCloseTo(0.02, 12)
  expect(same?.high).toBeCloseTo(0.02, 12)
  // Successes and failures at random places.
  const random = seededRandom(3)
  const mixed = alike.map(({ task }) => ({
    state: random() < 0.7 ? ('completed' as const) : ('failed' as const),
    task,
  }))
  const cost = taskCost(mixed)
  expect(cost?.interval?.confidence).toBe(0.9)
  expect(cost?.interval?.low).toBeLessThan((cost?.usdPerRequest ?? 0) * 0.95)
  expect(cost?.interval?.high).toBeGreaterThan((cost?.usdPerRequest ?? 0) * 1.1)
  expect(taskCost(alike.slice(0, 4))?.interval).toMatchObject({ low: 0, high: null })
})

test('the interval holds the true cost of a success about nine times in ten', () => {
  const random = seededRandom(11)
  let held = 0
  const runs = 400
  for (let run = 0; run < runs; run++) {
    const interval = taskCost(
      Array.from({ length: 60 }, () => ({
        state: random() < 0.8 ? ('completed' as const) : ('failed' as const),
        // Two thirds cost one call, the others five.
        task: details(random() < 2 / 3 ? 0.01 : 0.05),
      })),
    )?.interval
    const truth = (0.01 * 2 + 0.05) / 3 / 0.8
    if (interval?.low !== null && interval?.high !== null && interval !== undefined && interval !== null)
      held += interval.low <= truth && truth <= interval.high ? 1 : 0
  }
  expect(held / runs).toBeGreaterThan(0.86)
  expect(held / runs).toBeLessThan(0.94)
})
