import { describe, expect, test } from 'vitest'
import { signFlipTest } from '../../../src/stats/tests/sign-flip.ts'

describe('sign flips', () => {
  test('by hand: 2 of 8 patterns of 1, 2, 3 reach 6, and 4 reach 4', () => {
    expect(signFlipTest(Float64Array.of(1, 2, 3), 1)).toBe(0.25)
    expect(signFlipTest(Float64Array.of(-1, 2, 3), 1)).toBe(0.5)
    expect(signFlipTest(Float64Array.of(0, 0), 1)).toBe(1)
  })

  test("Darwin's plants (Fisher 1935): 1726 of 32768 patterns", () => {
    const plants = Float64Array.of(49, -67, 8, 16, 6, 23, 28, 41, 14, 29, 56, 24, 75, 60, -48)
    expect(signFlipTest(plants, 1)).toBe(1726 / 32_768)
  })

  test('sampled above 16 values: close to the exact value, never 0, the same for a seed', () => {
    const values = Float64Array.from({ length: 40 }, (_, i) => (i % 4 === 0 ? -1 : 1))
    // 10 of 40 negative: 2 P(Binomial(40, 1/2) <= 10) = 0.00222.
    expect(signFlipTest(values, 1)).toBeCloseTo(0.0022, 2)
    expect(signFlipTest(values, 1)).toBe(signFlipTest(values, 1))
    expect(signFlipTest(new Float64Array(40).fill(1), 1)).toBe(1e-4)
  })
})
