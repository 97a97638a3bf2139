import { expect, test } from 'vitest'
import { LiveFigures } from '../../../src/runs/live/live-figures.ts'
import type { Sample } from '../../../src/samples/sample.ts'

function sample(sent: number, end: number, over: Partial<Sample> = {}): Sample {
  return { state: 'completed', phase: 'measured', intended: sent - 5, sent, end, ...over } as Sample
}

const progress = { done: 40, asked: 100, spentMs: 4000, share: 0.4, isMost: false }

test('tells requests, rate, percentiles so far and what is left', () => {
  const live = new LiveFigures()
  live.add([sample(0, 1000, { phase: 'warmup' })], 'closed')
  live.add(
    Array.from({ length: 40 }, (_, index) => sample(index, index + (index < 36 ? 10 : 100))),
    'closed',
  )
  live.add([sample(0, 0, { state: 'failed' })], 'closed')
  expect(live.words(progress, 10_000)).toMatch(
    /^40 of 100 requests, 10\.0\/s, p50 (?:9\.9\d|10\.0) ms, p95 (?:99\.\d|100|101) ms, 1 failed, 6 s left$/u,
  )
  expect(live.words({ ...progress, asked: null, isMost: true }, 10_000)).toMatch(/^40 requests, .*, at most 6 s left$/u)
})

test('of an open load the time counts from when a request was due; a few samples have no p95', () => {
  const live = new LiveFigures()
  live.add([sample(10, 20)], 'open')
  expect(live.words({ ...progress, done: 1, share: 1 }, 10_000)).toMatch(
    /^1 of 100 requests, 0\.25\d*\/s, p50 (?:14\.9|15\.\d) ms$/u,
  )
})

test('is due at most twice a second', () => {
  const live = new LiveFigures()
  expect([0, 100, 499, 500, 900, 1000].map((at) => live.isDue(at))).toEqual([true, false, false, true, false, true])
})
