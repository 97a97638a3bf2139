import { expect, test } from 'vitest'
import { digestOf } from '../../src/stats/quantiles/digest.ts'
import { judgePoints, judgeRegression } from '../../src/baseline/judge-regression.ts'
import type { RegressionJudgement } from '../../src/baseline/regression.ts'
import { sourceOfDigest, sourceOfValues } from '../../src/baseline/median-source.ts'
import { autoregressive, seededNormal } from '../stats/draws.ts'
import { seededLatencies } from './constructed.ts'

const rule = { by: 0.05, better: 'lower' } as const

function judged(n: number, ratio: number, seed: number, spread = 0.1): RegressionJudgement {
  const ours = Float64Array.from(seededLatencies(n, 40 * ratio, seed * 2 + 1, spread))
  const theirs = Float64Array.from(seededLatencies(n, 40, seed * 2 + 2, spread))
  return judgeRegression(sourceOfValues(ours), sourceOfValues(theirs), rule)
}

function share(verdict: string, n: number, ratio: number, trials: number, spread = 0.1): number {
  let found = 0
  for (let seed = 1; seed <= trials; seed++) if (judged(n, ratio, seed, spread).verdict === verdict) found++
  return found / trials
}

test('a regression of 20 % at 10 % spread is found from 100 requests', () => {
  expect(share('fail', 100, 1.2, 200)).toBeGreaterThan(0.99)
})

test('identical systems regress falsely at most 5.5 % of the time, whatever the spread', () => {
  for (const spread of [0.05, 0.3, 1]) expect(share('fail', 40, 1, 1000, spread)).toBeLessThanOrEqual(0.055)
})

test('at the edge of the band neither verdict is given more than 5.5 % of the time', () => {
  for (const n of [20, 200]) {
    expect(share('fail', n, 1.05, 2000)).toBeLessThanOrEqual(0.055)
    expect(share('pass', n, 1.05, 2000)).toBeLessThanOrEqual(0.055)
  }
})

test('significant is not enough: 3 % slower for sure passes a band of 5 %', () => {
  const { verdict, interval } = judged(5000, 1.03, 1, 0.1)
  expect(verdict).toBe('pass')
  expect(interval?.low).toBeGreaterThan(1)
})

test('speeds are mirrored', () => {
  const [slow, fast] = [seededLatencies(100, 80, 1), seededLatencies(100, 100, 2)].map((list) =>
    sourceOfValues(Float64Array.from(list)),
  )
  if (slow === undefined || fast === undefined) throw new Error('two series')
  const speed = { by: 0.05, better: 'higher' } as const
  expect(judgeRegression(slow, fast, speed).verdict).toBe('fail')
  expect(judgeRegression(fast, slow, speed).verdict).toBe('pass')
})

test('inconclusive tells how many requests would settle it', () => {
  const { verdict, needed, neededInBoth } = judged(40, 1.03, 3, 0.3)
  expect(verdict).toBe('inconclusive')
  expect(needed ?? neededInBoth).toBeGreaterThan(40)
})

test('fewer than 20 values, and points only, settle nothing', () => {
  expect(judged(19, 3, 1)).toMatchObject({ verdict: 'inconclusive', pointHolds: false })
  expect(judgePoints(50, 40, 200, rule)).toMatchObject({
    verdict: 'inconclusive',
    interval: null,
    observed: 1.25,
    pointHolds: false,
  })
})

test('correlated values widen the interval', () => {
  const calm = seededLatencies(400, 40, 5)
  // Each value twice in a row: half as many independent ones.
  const held = calm.flatMap((value, i) => (i % 2 === 0 ? [value, value] : []))
  const theirs = sourceOfValues(Float64Array.from(seededLatencies(400, 40, 6)))
  const width = (list: readonly number[]): number => {
    const { interval } = judgeRegression(sourceOfValues(Float64Array.from(list)), theirs, rule)
    return (interval?.high ?? 0) - (interval?.low ?? 0)
  }
  expect(sourceOfValues(Float64Array.from(held)).effective).toBeLessThan(300)
  expect(width(held)).toBeGreaterThan(width(calm) * 1.05)
})

test('a digest judges as its values do, a little wider', () => {
  const ours = Float64Array.from(seededLatencies(30_000, 44, 1))
  const theirs = Float64Array.from(seededLatencies(30_000, 40, 2))
  const whole = judgeRegression(sourceOfValues(ours), sourceOfValues(theirs), rule)
  const digested = judgeRegression(sourceOfValues(ours), sourceOfDigest(digestOf(theirs, theirs.length)), rule)
  expect(whole.verdict).toBe('fail')
  expect(digested.verdict).toBe('fail')
  expect(digested.interval?.low).toBeLessThan(whole.interval?.low ?? 0)
})

test('mostly failed requests are worse than any baseline', () => {
  const failed = new Float64Array(100).fill(Number.POSITIVE_INFINITY)
  const theirs = sourceOfValues(Float64Array.from(seededLatencies(100, 40, 2)))
  expect(judgeRegression(sourceOfValues(failed), theirs, rule).verdict).toBe('fail')
})

test('correlated requests count as a whole number of independent ones', () => {
  const [ours, theirs] = [1, 2].map((seed) =>
    sourceOfValues(autoregressive(200, 0.5, seededNormal(seed)).map((value) => 40 + value)),
  )
  if (ours === undefined || theirs === undefined) throw new Error('no series')
  const { n, effectiveN } = judgeRegression(ours, theirs, rule)
  expect(effectiveN).toBeLessThan(n)
  expect(Number.isInteger(effectiveN)).toBe(true)
})

test('where most requests failed, no speed is worse, and the p-value is that of the sign test', () => {
  const theirs = sourceOfValues(Float64Array.from(seededLatencies(100, 40, 1)))
  const failing = (failed: number): RegressionJudgement =>
    judgeRegression(
      sourceOfValues(Float64Array.from({ length: 100 }, (_, i) => ((i * 37) % 100 < failed ? 0 : 40))),
      theirs,
      { by: 0.05, better: 'higher' },
    )
  expect(failing(80)).toMatchObject({ verdict: 'fail', doubts: [] })
  expect(failing(80).pValue).toBeLessThan(0.001)
  expect(failing(52)).toMatchObject({ verdict: 'inconclusive', pValue: null })
})
