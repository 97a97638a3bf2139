import { expect, test } from 'vitest'
import { taskLimits } from '../../../src/targets/task/task-limit.ts'
import type { Sample } from '../../../src/samples/sample.ts'
import { completedSample } from '../../support/samples.ts'

/** An execution whose calls cost so much. */
function execution(usd: number): Sample {
  return { ...completedSample(0, 10), task: { steps: 1, calls: 1, usd, models: ['big'], unpriced: [] } }
}

test('until one is over nobody knows what it costs; then each in flight is as dear as the dearest', () => {
  const limit = taskLimits()(1)
  expect([limit.mayStart(), limit.mayStart(), limit.mayStart()]).toEqual([true, true, true])
  limit.add(execution(0.2))
  // 0.2 spent, two in flight at 0.2 and one more are 0.8.
  expect(limit.mayStart()).toBe(true)
  limit.add(execution(0.3))
  expect(limit.refused).toBe(false)
  // 0.5 spent, two in flight at 0.3: one more would be 1.4.
  expect(limit.mayStart()).toBe(false)
  expect(limit.refused).toBe(true)
})

test('a later block knows the dearest execution of those before it', () => {
  const limitOf = taskLimits()
  const first = limitOf(5)
  first.mayStart()
  first.add(execution(2))
  expect(limitOf(1).mayStart()).toBe(false)
  expect(limitOf(2).mayStart()).toBe(true)
})

test('what costs nothing goes on, as long as any money is left', () => {
  const limit = taskLimits()(1)
  for (let made = 0; made < 100; made++) {
    expect(limit.mayStart()).toBe(true)
    limit.add(execution(0))
  }
  expect(taskLimits()(0).mayStart()).toBe(false)
})
