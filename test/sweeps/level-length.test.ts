import { expect, test } from 'vitest'
import { usualLength } from '../../src/sweeps/level-length.ts'
import { figuresOf, trueRate } from '../support/queue.ts'

test('clients have ten requests each, and 100 in all at the least', () => {
  expect(usualLength('concurrency', 4, 0, 500)).toEqual({ requests: 100, budget: null })
  expect(usualLength('concurrency', 32, 0, 500)).toEqual({ requests: 320, budget: null })
  expect(usualLength('concurrency', 32, 2, null)).toEqual({ requests: 1280, budget: null })
})

test('a rate lasts 200 latencies of the least loaded level, and its budget with it', () => {
  expect(usualLength('rate', 8, 0, null)).toEqual({ requests: 100, budget: null })
  expect(usualLength('rate', 8, 0, 50)).toEqual({ requests: 100, budget: null })
  expect(usualLength('rate', 8, 0, 250)).toEqual({ requests: 400, budget: null })
  // 400 seconds of requests, and as long for what waits.
  expect(usualLength('rate', 8, 0, 2000)).toEqual({ requests: 3200, budget: 800_000 })
  expect(usualLength('rate', 8, 1, 2000)).toEqual({ requests: 6400, budget: 1_600_000 })
})

test.each([3, 5])('a search in a queue that must answer within %d services rarely says too much', async (limit) => {
  const truth = trueRate(limit, 200_000)
  // Few searches: of 400, which the benchmark makes, at most 7 % do.
  expect((await figuresOf(limit, truth, 40)).above).toBeLessThanOrEqual(0.15)
})
