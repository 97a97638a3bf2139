import { expect, test } from 'vitest'
import { GrowingDigest } from '../../../src/stats/quantiles/growing-digest.ts'

test('quantiles of a growing series are within the error of a digest', () => {
  const digest = new GrowingDigest()
  expect(digest.at(0.5)).toBeNull()
  for (let value = 1; value <= 10_000; value++) digest.add(value)
  for (const share of [0.01, 0.5, 0.95, 0.99]) {
    expect(Math.abs((digest.at(share) ?? 0) / (share * 10_000 + 1) - 1)).toBeLessThan(0.006)
  }
  expect(digest.count).toBe(10_000)
  const zeros = new GrowingDigest()
  zeros.add(0)
  expect(zeros.at(0.99)).toBe(0)
})
