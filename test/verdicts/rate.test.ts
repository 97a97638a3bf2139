import { describe, expect, test } from 'vitest'
import { seededRandom } from '../../src/stats/random.ts'
import { judgeRateAbove } from '../../src/verdicts/rate.ts'

describe('rate above a ratio', () => {
  test.each([
    [0.95, 59],
    [0.98, 149],
    [0.99, 299],
  ])('%d without a failure passes with %d and not with one fewer', (ratio, n) => {
    expect(judgeRateAbove(n, n, ratio).verdict).toBe('pass')
    expect(judgeRateAbove(n - 1, n - 1, ratio)).toMatchObject({
      verdict: 'inconclusive',
      needed: n,
      floor: n,
    })
  })

  test('fails on many failures, with the interval beside it', () => {
    const judged = judgeRateAbove(90, 100, 0.98)
    expect(judged).toMatchObject({ verdict: 'fail', observed: 0.9, pointHolds: false })
    expect(judged.interval?.high).toBeLessThan(0.98)
  })

  test('a rate at the ratio is not above it', () => {
    expect(judgeRateAbove(95, 100, 0.95)).toMatchObject({
      verdict: 'inconclusive',
      pointHolds: false,
      needed: null,
    })
  })

  test('above nothing is any success', () => {
    expect(judgeRateAbove(1, 100, 0).verdict).toBe('pass')
    expect(judgeRateAbove(0, 100, 0)).toMatchObject({ verdict: 'inconclusive', pointHolds: false })
  })

  test('at the boundary each verdict is wrong at most 5 % of the time', () => {
    const random = seededRandom(4)
    const wrong = { pass: 0, fail: 0, inconclusive: 0 }
    for (let trial = 0; trial < 4000; trial++) {
      let successes = 0
      for (let i = 0; i < 300; i++) if (random() < 0.98) successes++
      wrong[judgeRateAbove(successes, 300, 0.98).verdict]++
    }
    expect(wrong.pass / 4000).toBeLessThan(0.055)
    expect(wrong.fail / 4000).toBeLessThan(0.055)
  })
})
