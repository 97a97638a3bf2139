import { describe, expect, test } from 'vitest'
import { ratioInterval } from '../../../src/stats/intervals/ratio-interval.ts'
import { autoregressive, seededNormal } from '../draws.ts'

describe('interval of a ratio of sums', () => {
  test.for([
    ['independent', 0, 0.4],
    ['strongly skewed', 0, 0.8],
    ['correlated', 0.5, 0.3],
  ] as const)('each end of %s pairs is wrong about 5 % of the time', ([, coefficient, sd]) => {
    const normal = seededNormal(3)
    const truth = Math.exp(sd ** 2 / 2)
    const wrong = { low: 0, high: 0 }
    const trials = 600
    for (let trial = 0; trial < trials; trial++) {
      const noise = autoregressive(200, coefficient, normal)
      const tokens = Float64Array.from({ length: 200 }, () => 40 + 20 * Math.abs(normal()))
      const times = tokens.map((count, i) => count * Math.exp(sd * (noise[i] as number)))
      const interval = ratioInterval(times, tokens, 0.9)
      if ((interval?.low ?? 0) > truth) wrong.low++
      if ((interval?.high ?? 0) < truth) wrong.high++
    }
    // Three standard errors of 600 trials are 2.7 points.
    expect(wrong.low / trials).toBeLessThan(0.08)
    expect(wrong.high / trials).toBeLessThan(0.08)
  })

  test('holds the ratio, is a point where nothing varies, and null without a divisor', () => {
    const even = new Float64Array(30).fill(10)
    expect(ratioInterval(even, new Float64Array(30).fill(5), 0.9)).toMatchObject({ ratio: 2, low: 2, high: 2 })
    expect(ratioInterval(even, new Float64Array(30), 0.9)).toBeNull()
    expect(ratioInterval(new Float64Array(), new Float64Array(), 0.9)).toBeNull()
    const outlier = even.with(3, 1e6)
    const { ratio, low, high } = ratioInterval(outlier, even, 0.9) ?? { ratio: 0, low: 1, high: 0 }
    expect(low).toBeLessThanOrEqual(ratio)
    expect(high).toBeGreaterThanOrEqual(ratio)
  })

  test('is not bounded by fewer than five independent pairs', () => {
    const few = Float64Array.of(1, 2, 3, 4)
    expect(
      ratioInterval(
        few,
        few.map(() => 1),
        0.9,
      ),
    ).toMatchObject({ low: 0, high: Number.POSITIVE_INFINITY })
  })
})
