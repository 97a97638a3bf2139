import { expect, test } from 'vitest'
import { medianRatio } from '../../src/baseline/median-ratio.ts'
import { sourceOfValues } from '../../src/baseline/median-source.ts'
import { bootstrapInterval } from '../../src/stats/intervals/bootstrap.ts'
import { medianOf } from '../../src/stats/quantiles/median.ts'
import { seededLatencies } from './constructed.ts'

test.each([20, 101, 400])('agrees with the bootstrap that resamples, n = %i', (n) => {
  const [ours, theirs] = [Float64Array.from(seededLatencies(n, 44, 11)), Float64Array.from(seededLatencies(n, 40, 12))]
  const found = medianRatio(sourceOfValues(ours), sourceOfValues(theirs), 0.9)
  const ratio = ([one, other]: readonly Float64Array[]): number => medianOf(one ?? ours) / medianOf(other ?? theirs)
  const whole = bootstrapInterval([ours, theirs], ratio, 0.9, { seed: 1 })
  const width = (whole?.high ?? 0) - (whole?.low ?? 0)
  expect(Math.abs((found?.low ?? 0) - (whole?.low ?? 0))).toBeLessThan(0.15 * width)
  expect(Math.abs((found?.high ?? 0) - (whole?.high ?? 0))).toBeLessThan(0.15 * width)
})

test('bootstrap and closed form agree where one gives way to the other', () => {
  const [ours, theirs] = [
    Float64Array.from(seededLatencies(20_001, 44, 1)),
    Float64Array.from(seededLatencies(20_001, 40, 2)),
  ]
  const closed = medianRatio(sourceOfValues(ours), sourceOfValues(theirs), 0.9)
  const drawn = medianRatio(sourceOfValues(ours.subarray(0, 20_000)), sourceOfValues(theirs.subarray(0, 20_000)), 0.9)
  expect(closed?.low).toBeCloseTo(drawn?.low ?? 0, 3)
  expect(closed?.high).toBeCloseTo(drawn?.high ?? 0, 3)
})

test('there is no ratio to nothing', () => {
  const some = sourceOfValues(Float64Array.of(1, 2, 3))
  expect(medianRatio(some, sourceOfValues(new Float64Array(3)), 0.9)).toBeNull()
  expect(medianRatio(some, sourceOfValues(new Float64Array(3).fill(Number.POSITIVE_INFINITY)), 0.9)).toBeNull()
})

test('the p-value is the error rate at which the interval lies beyond the limit', () => {
  for (const n of [60, 20_001]) {
    const [ours, theirs] = [44, 40].map((median, seed) =>
      sourceOfValues(Float64Array.from(seededLatencies(n, median, seed + 1))),
    )
    if (ours === undefined || theirs === undefined) throw new Error('no series')
    for (const limit of [1.02, 1.05, 1.1, 1.15]) {
      for (const side of ['above', 'below'] as const) {
        const p = medianRatio(ours, theirs, 0.9)?.pValue(limit, side) ?? Number.NaN
        // Beyond one draw of the bootstrap no interval can be told any more.
        if (p < 0.002 || p > 0.49) continue
        const beyond = (alpha: number): boolean => {
          const { low, high } = medianRatio(ours, theirs, 1 - 2 * alpha) ?? { low: 0, high: Number.POSITIVE_INFINITY }
          return side === 'above' ? low > limit : high < limit
        }
        expect([beyond(p * 0.9), beyond(p * 1.1)]).toEqual([false, true])
      }
    }
  }
})

test('p-values beyond every draw keep their order', () => {
  const theirs = sourceOfValues(Float64Array.from(seededLatencies(200, 40, 1)))
  const [some, more] = [60, 80].map(
    (median) =>
      medianRatio(sourceOfValues(Float64Array.from(seededLatencies(200, median, 2))), theirs, 0.9)?.pValue(
        1.05,
        'above',
      ) ?? 1,
  )
  expect(some).toBeLessThanOrEqual(1 / 2000)
  expect(more).toBeLessThanOrEqual(some ?? 0)
})
