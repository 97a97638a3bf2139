import { describe, expect, test } from 'vitest'
import { seededRandom } from '../../src/stats/random.ts'
import { opposite, settle } from '../../src/verdicts/judgement.ts'
import { judgePercentileBelow } from '../../src/verdicts/percentile.ts'

/** `n` values, the last `above` of them at the limit of 50, the rest below it. */
function series(n: number, above: number): Float64Array {
  return Float64Array.from({ length: n }, (_, i) => (i < n - above ? 40 : 50))
}

describe('percentile below a limit', () => {
  test('59 clean values are the fewest for a P95', () => {
    expect(judgePercentileBelow(series(59, 0), 0.95, 50).verdict).toBe('pass')
    expect(judgePercentileBelow(series(58, 0), 0.95, 50)).toMatchObject({
      verdict: 'inconclusive',
      floor: 59,
      needed: 59,
      pointHolds: true,
    })
  })

  test('a value at the limit is not below it', () => {
    expect(judgePercentileBelow(series(200, 4), 0.95, 50)).toMatchObject({
      verdict: 'pass',
      above: 4,
      most: 4,
      fewest: 16,
    })
    expect(judgePercentileBelow(series(200, 5), 0.95, 50).verdict).toBe('inconclusive')
    expect(judgePercentileBelow(series(200, 16), 0.95, 50).verdict).toBe('fail')
  })

  test('the verdict and the printed interval never disagree', () => {
    for (let above = 0; above <= 40; above++) {
      const { verdict, interval } = judgePercentileBelow(series(200, above), 0.95, 50)
      expect(verdict === 'pass').toBe((interval?.high ?? Number.POSITIVE_INFINITY) < 50)
      expect(verdict === 'fail').toBe((interval?.low ?? 0) >= 50)
    }
  })

  test('failed requests are above every limit', () => {
    const infinite = series(100, 0).fill(Number.POSITIVE_INFINITY, 80)
    expect(judgePercentileBelow(infinite, 0.95, 1e12)).toMatchObject({
      verdict: 'fail',
      observed: Number.POSITIVE_INFINITY,
      interval: { low: null, high: null },
    })
  })

  test('at the boundary each verdict is wrong at most 5 % of the time', () => {
    const random = seededRandom(5)
    // The 95th percentile of an exponential series is ln 20: the claim is exactly false.
    const limit = Math.log(20)
    const wrong = { pass: 0, fail: 0, inconclusive: 0 }
    const trials = 4000
    for (let trial = 0; trial < trials; trial++) {
      const values = Float64Array.from({ length: 200 }, () => -Math.log(1 - random())).toSorted()
      wrong[judgePercentileBelow(values, 0.95, limit).verdict]++
    }
    expect(wrong.pass / trials).toBeLessThan(0.05)
    expect(wrong.fail / trials).toBeLessThan(0.055)
    expect(wrong.inconclusive).toBeGreaterThan(trials / 2)
  })
})

describe('the opposite claim', () => {
  test('passes on evidence alone', () => {
    expect(opposite(judgePercentileBelow(series(200, 16), 0.95, 50)).verdict).toBe('pass')
    expect(opposite(judgePercentileBelow(series(200, 0), 0.95, 50)).verdict).toBe('fail')
    const open = opposite(judgePercentileBelow(series(20, 0), 0.95, 50))
    expect(open).toMatchObject({ verdict: 'inconclusive', pointHolds: false })
  })
})

describe('policy', () => {
  const open = judgePercentileBelow(series(20, 0), 0.95, 50)
  test.each([
    ['point', true],
    ['fail', false],
    ['pass', true],
  ] as const)("'%s' settles an inconclusive claim whose point holds: %s", (policy, stands) => {
    expect(settle(open, policy)).toBe(stands)
  })
  test.each([
    ['point', false],
    ['fail', false],
    ['pass', true],
  ] as const)("'%s' settles its opposite: %s", (policy, stands) => {
    expect(settle(opposite(open), policy)).toBe(stands)
  })
  test('a settled claim is none of its business', () => {
    expect(settle(judgePercentileBelow(series(200, 0), 0.95, 50), 'fail')).toBe(true)
    expect(settle(judgePercentileBelow(series(200, 200), 0.95, 50), 'pass')).toBe(false)
  })
})
