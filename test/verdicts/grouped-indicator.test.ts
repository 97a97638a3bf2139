import { expect, test } from 'vitest'
import { groupedIndicator } from '../../src/verdicts/grouped-indicator.ts'
import { judgePercentileBelow } from '../../src/verdicts/percentile.ts'
import { seededRandom } from '../../src/stats/random.ts'

/** 50 gaps of each request; of a slow one all are slow. */
function gaps(requests: number, slow: (request: number) => boolean): Float64Array {
  return Float64Array.from({ length: requests * 50 }, (_, i) => (slow(Math.floor(i / 50)) ? 20 : 10))
}

test('a request that is slow throughout is one slow event, however many gaps it has', () => {
  const groups = new Uint32Array(100).fill(50)
  const random = seededRandom(1)
  const slow = new Set(Array.from({ length: 100 }, (_, i) => i).filter(() => random() < 0.06))
  const series = gaps(100, (request) => slow.has(request))
  expect(
    groupedIndicator(
      series.map((gap) => (gap < 15 ? 0 : 1)),
      groups,
    ),
  ).toMatchObject({
    n: 5000,
    bad: slow.size * 50,
  })
  // As 5,000 values that stand for themselves they would settle it.
  const judged = judgePercentileBelow(series, 0.95, 15, 0.05, groups)
  expect(judged).toMatchObject({ verdict: 'inconclusive', n: 5000 })
  expect(judged.effectiveN).toBeLessThan(120)
})

test('a P99 of gaps needs as many requests as a P99 of requests, where none is slow', () => {
  const of = (requests: number): string =>
    judgePercentileBelow(
      gaps(requests, () => false),
      0.99,
      15,
      0.05,
      new Uint32Array(requests).fill(50),
    ).verdict
  expect(of(200)).toBe('inconclusive')
  expect(of(300)).toBe('pass')
})
