import { describe, expect, test } from 'vitest'
import { binomialCdf } from '../../src/stats/intervals/binomial.ts'
import { judgeShare, samplesToSettle } from '../../src/verdicts/share.ts'

describe('share', () => {
  test.each([
    [0.95, 59, 0, 'pass'],
    [0.95, 58, 0, 'inconclusive'],
    [0.95, 200, 4, 'pass'],
    [0.95, 200, 5, 'inconclusive'],
    [0.95, 200, 15, 'inconclusive'],
    [0.95, 200, 16, 'fail'],
    [0.99, 299, 0, 'pass'],
    [0.5, 5, 0, 'pass'],
    [0.5, 5, 5, 'fail'],
  ] as const)('p = %d: with %d values, %d of them bad, %s', (p, n, bad, verdict) => {
    expect(judgeShare(bad, n, p, 0.05)).toBe(verdict)
  })

  test('errs at most 5 % of the time with exactly the allowed share bad, by exact summation', () => {
    for (const p of [0.5, 0.9, 0.95, 0.99]) {
      for (const n of [5, 20, 59, 100, 200, 473]) {
        const errors = { pass: 0, fail: 0, inconclusive: 0 }
        for (let bad = 0; bad <= n; bad++) {
          const mass = binomialCdf(bad, n, 1 - p) - binomialCdf(bad - 1, n, 1 - p)
          errors[judgeShare(bad, n, p, 0.05)] += mass
        }
        expect(errors.pass).toBeLessThanOrEqual(0.05)
        expect(errors.fail).toBeLessThanOrEqual(0.05 + 1e-12)
      }
    }
  })
})

describe('samples that would settle it', () => {
  test.each([
    [0, 20, 0.95, 59],
    [0, 0, 0.95, 59],
    [0, 100, 0.99, 299],
    [1, 92, 0.95, 124],
  ])('%d bad of %d at p = %d: %d', (bad, n, p, needed) => {
    expect(samplesToSettle(bad, n, p, 0.05)).toBe(needed)
  })

  test('so many would indeed settle it, on either side', () => {
    for (const [bad, n, p] of [
      [3, 100, 0.95],
      [7, 100, 0.95],
      [12, 200, 0.95],
      [40, 100, 0.5],
    ] as const) {
      const needed = samplesToSettle(bad, n, p, 0.05) ?? 0
      const seen = (bad / n) * needed
      const rounded = bad / n < 1 - p ? Math.ceil(seen - 1e-9) : Math.floor(seen + 1e-9)
      expect(judgeShare(rounded, needed, p, 0.05)).toBe(bad / n < 1 - p ? 'pass' : 'fail')
    }
  })

  test('none at the allowed share, and none within a millionth of ever', () => {
    expect(samplesToSettle(5, 100, 0.95, 0.05)).toBeNull()
    expect(samplesToSettle(50_010, 1_000_000, 0.95, 0.05)).toBeNull()
  })
})
