import { describe, expect, test } from 'vitest'
import { seededRandom, shuffled } from '../../src/stats/random.ts'
import { alphaOf, opposite, settle } from '../../src/verdicts/judgement.ts'
import { judgePercentileBelow } from '../../src/verdicts/percentile.ts'
import { judgeShare } from '../../src/verdicts/share.ts'

/** `n` values in random order, `above` of them at the limit of 50, the rest below it. */
function series(n: number, above: number): Float64Array {
  const values = Array.from({ length: n }, (_, i) => (i < n - above ? 40 : 50))
  return Float64Array.from(shuffled(values, seededRandom(7)))
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
    const infinite = series(100, 20).map((value) => (value === 50 ? Number.POSITIVE_INFINITY : value))
    expect(judgePercentileBelow(infinite, 0.95, 1e12)).toMatchObject({
      verdict: 'fail',
      observed: Number.POSITIVE_INFINITY,
      interval: { low: null, high: null, infinite: ['low', 'high'] },
    })
  })

  test('at the boundary each verdict is wrong at most 5 % of the time', () => {
    const random = seededRandom(5)
    // The 95th percentile of an exponential series is ln 20: the claim is exactly false.
    const limit = Math.log(20)
    const wrong = { pass: 0, fail: 0, inconclusive: 0 }
    const trials = 4000
    for (let trial = 0; trial < trials; trial++) {
      const values = Float64Array.from({ length: 200 }, () => -Math.log(1 - random()))
      wrong[judgePercentileBelow(values, 0.95, limit).verdict]++
    }
    expect(wrong.pass / trials).toBeLessThan(0.05)
    expect(wrong.fail / trials).toBeLessThan(0.055)
    expect(wrong.inconclusive).toBeGreaterThan(trials / 2)
  })
})

/** An AR(1) series with a normal distribution: its 95th percentile is 1.6449. */
function autoregressive(n: number, coefficient: number, random: () => number): Float64Array {
  const normal = (): number => Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random())
  const values = new Float64Array(n)
  let value = normal()
  for (let i = 0; i < n; i++) {
    values[i] = value
    value = coefficient * value + Math.sqrt(1 - coefficient ** 2) * normal()
  }
  return values
}

describe('correlated values', () => {
  test('bursts need fewer above, and verdict, margins and interval still agree', () => {
    for (let bursts = 0; bursts <= 20; bursts++) {
      const values = Float64Array.from({ length: 400 }, (_, i) => (i % 20 < 2 && i / 20 < bursts ? 50 : 40))
      const { verdict, interval, above, most, fewest, doubts } = judgePercentileBelow(values, 0.95, 50)
      if (doubts.length > 0) continue
      expect(verdict === 'pass').toBe(above <= (most ?? -1))
      expect(verdict === 'fail').toBe(above >= (fewest ?? Number.POSITIVE_INFINITY))
      expect(verdict === 'pass').toBe((interval?.high ?? Number.POSITIVE_INFINITY) < 50)
    }
    const bursts = Float64Array.from({ length: 400 }, (_, i) => (i % 80 < 2 ? 50 : 40))
    const judged = judgePercentileBelow(bursts, 0.95, 50)
    expect(judged.effectiveN).toBeLessThan(250)
    expect(judged.most).toBeLessThan(judgePercentileBelow(series(400, 10), 0.95, 50).most ?? 0)
  })

  test('long stretches are too correlated, whatever their share', () => {
    const stretch = Float64Array.from({ length: 200 }, (_, i) => (i < 40 ? 50 : 40))
    const judged = judgePercentileBelow(stretch, 0.95, 50)
    expect(judged).toMatchObject({ verdict: 'inconclusive', needed: null, pointHolds: false })
    expect(judged.doubts[0]).toContain('too correlated')
  })

  test('clients that stall together leave a claim open at what they reach, and not far above it', () => {
    const random = seededRandom(11)
    // Four clients; in 8 of 100 rounds all of them wait.
    const values = new Float64Array(1000)
    for (let round = 0; round < values.length; round += 4) {
      const stall = random() < 0.08 ? 20 + 20 * random() : 0
      for (let client = 0; client < 4; client++) values[round + client] = 100 + random() + stall
    }
    const near = judgePercentileBelow(values, 0.95, 115)
    expect(near).toMatchObject({ verdict: 'inconclusive', needed: null })
    expect(near.doubts[0]).toContain('too correlated')
    const far = judgePercentileBelow(values, 0.95, 150)
    expect(far).toMatchObject({ verdict: 'pass', doubts: [], interval: near.interval })
    expect(far.effectiveN).toBeLessThan(500)
  })

  test('at the boundary a pass is wrong about 5 % of the time, and more often without the correction', () => {
    const random = seededRandom(9)
    const trials = 1500
    const wrong = { corrected: 0, plain: 0 }
    let corrected = 0
    for (let trial = 0; trial < trials; trial++) {
      const values = autoregressive(400, 0.5, random)
      const { verdict, above, effectiveN, doubts } = judgePercentileBelow(values, 0.95, 1.6449)
      if (verdict === 'pass') wrong.corrected++
      if (judgeShare(above, 400, 0.95, 0.05) === 'pass') wrong.plain++
      if (effectiveN < 400 && doubts.length === 0) corrected++
    }
    expect(wrong.corrected / trials).toBeLessThan(0.06)
    expect(wrong.plain).toBeGreaterThan(1.3 * wrong.corrected)
    expect(corrected / trials).toBeGreaterThan(0.4)
  })
})

describe('retries', () => {
  test('at the boundary all attempts together pass wrongly at most 5.5 % of the time', () => {
    const random = seededRandom(6)
    const limit = Math.log(20)
    const trials = 3000
    for (const retries of [1, 2]) {
      let wrong = 0
      for (let trial = 0; trial < trials; trial++) {
        for (let attempt = 0; attempt <= retries; attempt++) {
          const values = Float64Array.from({ length: 300 }, () => -Math.log(1 - random()))
          if (judgePercentileBelow(values, 0.95, limit, alphaOf(retries)).verdict !== 'pass') continue
          wrong++
          break
        }
      }
      expect(wrong / trials).toBeLessThan(0.055)
    }
  })

  test('a pass takes more samples', () => {
    expect(judgePercentileBelow(series(59, 0), 0.95, 50, alphaOf(1))).toMatchObject({
      verdict: 'inconclusive',
      floor: 72,
    })
    expect(judgePercentileBelow(series(72, 0), 0.95, 50, alphaOf(1)).verdict).toBe('pass')
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
