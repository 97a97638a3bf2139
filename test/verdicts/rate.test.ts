import { describe, expect, test } from 'vitest'
import { seededRandom, shuffled } from '../../src/stats/random.ts'
import { judgeRateAbove } from '../../src/verdicts/rate.ts'

/** `n` requests in random order, of which the rest of `successes` were bad. */
function requests(successes: number, n: number): Float64Array {
  return Float64Array.from(
    shuffled(
      Array.from({ length: n }, (_, i) => (i < successes ? 0 : 1)),
      seededRandom(7),
    ),
  )
}

describe('rate above a ratio', () => {
  test.each([
    [0.95, 59],
    [0.98, 149],
    [0.99, 299],
  ])('%d without a failure passes with %d and not with one fewer', (ratio, n) => {
    expect(judgeRateAbove(requests(n, n), ratio).verdict).toBe('pass')
    expect(judgeRateAbove(requests(n - 1, n - 1), ratio)).toMatchObject({
      verdict: 'inconclusive',
      needed: n,
      floor: n,
    })
  })

  test('fails on many failures, with the interval beside it', () => {
    const judged = judgeRateAbove(requests(90, 100), 0.98)
    expect(judged).toMatchObject({ verdict: 'fail', observed: 0.9, pointHolds: false })
    expect(judged.interval?.high).toBeLessThan(0.98)
  })

  test('a rate at the ratio is not above it', () => {
    expect(judgeRateAbove(requests(95, 100), 0.95)).toMatchObject({
      verdict: 'inconclusive',
      pointHolds: false,
      needed: null,
    })
  })

  test('above nothing is any success', () => {
    expect(judgeRateAbove(requests(1, 100), 0).verdict).toBe('pass')
    expect(judgeRateAbove(requests(0, 100), 0)).toMatchObject({ verdict: 'inconclusive', pointHolds: false })
  })

  test('at the boundary each verdict is wrong at most 5 % of the time', () => {
    const random = seededRandom(4)
    const wrong = { pass: 0, fail: 0, inconclusive: 0 }
    for (let trial = 0; trial < 4000; trial++) {
      const bad = Float64Array.from({ length: 300 }, () => (random() < 0.98 ? 0 : 1))
      wrong[judgeRateAbove(bad, 0.98).verdict]++
    }
    expect(wrong.pass / 4000).toBeLessThan(0.055)
    expect(wrong.fail / 4000).toBeLessThan(0.055)
  })

  test('failures in bursts are worth fewer requests', () => {
    const bursts = Float64Array.from({ length: 600 }, (_, i) => (i % 200 < 2 ? 1 : 0))
    const judged = judgeRateAbove(bursts, 0.98)
    expect(judged.effectiveN).toBeLessThan(400)
    expect(judged.interval?.low).toBeLessThan(judgeRateAbove(requests(594, 600), 0.98).interval?.low ?? 0)
  })

  test('one long outage is too correlated to be judged', () => {
    const outage = Float64Array.from({ length: 300 }, (_, i) => (i >= 100 && i < 130 ? 1 : 0))
    expect(judgeRateAbove(outage, 0.98)).toMatchObject({ verdict: 'inconclusive', pointHolds: false, needed: null })
  })
})
