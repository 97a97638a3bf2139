import { expect, test } from 'vitest'
import { outliers } from '../../../src/checks/series/outliers.ts'
import { seededNormal } from '../../stats/draws.ts'
import { checkLatencies } from '../support/latency-checks.ts'

/** 100 latencies from 30 to 50 ms: quartiles 35 and 45, fences 20 and 60, 5 and 75. */
const even = Array.from({ length: 101 }, (_, i) => 30 + i / 5)

test('none, a few and many are told apart, and both classes are counted', () => {
  expect(checkLatencies(outliers, even)).toEqual({
    id: 'outliers',
    status: 'ok',
    protects: ['latency', 'response'],
    message: 'no outliers among 101 latencies',
  })
  expect(checkLatencies(outliers, [...even.slice(2), 65, 90])).toMatchObject({
    status: 'ok',
    message: '2 of 101 latencies are outliers (1 mild, 1 severe), kept in every figure',
  })
  expect(checkLatencies(outliers, [...even.slice(4), 2, 65, 90, 90, 200])).toMatchObject({
    status: 'warning',
    message:
      '5 of 102 latencies are outliers (1 mild, 4 severe), kept in every figure: close other programs, or judge a percentile and not the mean',
  })
})

test('too few requests, and latencies that are mostly equal, have no fences', () => {
  expect(checkLatencies(outliers, [10, 11, 12, 500])).toBeNull()
  expect(checkLatencies(outliers, [...Array.from({ length: 40 }, () => 10), 11, 12])).toBeNull()
})

test('ordinary and skewed latencies seldom raise the warning', () => {
  const normal = seededNormal(1)
  const warnings = (shape: (value: number) => number): number =>
    Array.from({ length: 100 }, () =>
      checkLatencies(
        outliers,
        Array.from({ length: 60 }, () => shape(normal())),
      ),
    ).filter((found) => found?.status === 'warning').length
  expect(warnings((value) => 40 + 2 * value)).toBe(0)
  expect(warnings((value) => 40 * Math.exp(0.5 * value))).toBeLessThanOrEqual(5)
})
