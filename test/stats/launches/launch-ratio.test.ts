import { describe, expect, test } from 'vitest'
import { launchRatio } from '../../../src/stats/launches/launch-ratio.ts'
import { compareArms } from './comparisons.ts'

const logs = (...values: number[]): Float64Array => Float64Array.from(values, Math.log)

describe('ratio of launches', () => {
  test('by hand: three launches each, the second arm twice the first', () => {
    const ratio = launchRatio(logs(2, 2.2, 2.42), logs(1, 1.1, 1.21), 0.9)
    expect(ratio?.ratio).toBeCloseTo(2, 12)
    // Both arms vary alike: 4 degrees of freedom by Welch, 6 without bias, and log(1.1) squared as variance.
    expect(ratio?.degrees).toBeCloseTo(5, 12)
    expect(ratio?.variance).toBeCloseTo((2 * Math.log(1.1) ** 2) / 3, 12)
    const half = 2.015048 * Math.sqrt((2 * Math.log(1.1) ** 2) / 3)
    expect(ratio?.low).toBeCloseTo(2 * Math.exp(-half), 5)
    expect(ratio?.high).toBeCloseTo(2 * Math.exp(half), 5)
  })

  test('its p-values are those of its ends', () => {
    const ratio = launchRatio(logs(2, 2.3, 2.1), logs(1, 1.1, 1.3), 0.9)
    expect(ratio?.pValue(ratio.low, 'above')).toBeCloseTo(0.05, 6)
    expect(ratio?.pValue(ratio.high, 'below')).toBeCloseTo(0.05, 6)
    expect(ratio?.pValue(ratio.high, 'above')).toBeCloseTo(0.95, 6)
  })

  test('arms without any spread are a point', () => {
    const ratio = launchRatio(logs(2, 2), logs(1, 1), 0.9)
    expect(ratio).toMatchObject({ ratio: 2, low: 2, high: 2 })
    expect(ratio?.pValue(1, 'above')).toBe(0)
    expect(ratio?.pValue(1, 'below')).toBe(1)
  })

  test('one launch says nothing of launches, nor does a median of failed requests', () => {
    expect(launchRatio(logs(2), logs(1, 1), 0.9)).toBeNull()
    expect(launchRatio(logs(2, Number.POSITIVE_INFINITY), logs(1, 1), 0.9)).toBeNull()
    expect(launchRatio(logs(2, 0), logs(1, 1), 0.9)).toBeNull()
  })

  describe.each([0, 0.01, 0.03, 0.05])('spread between launches of %d', (spread) => {
    test.each([3, 5, 10])('%d launches cover 88 to 92 %% at nominal 90 %%', (launches) => {
      const same = compareArms({ comparisons: 4000, spread, launches, requests: 21 })
      expect(same.covered).toBeGreaterThanOrEqual(0.88)
      expect(same.covered).toBeLessThanOrEqual(0.92)
      expect(same.regressed).toBeLessThanOrEqual(0.05)
    })
  })

  test('at the edge of the band a regression is said in about 5 % of comparisons', () => {
    const edge = compareArms({ comparisons: 4000, spread: 0.03, launches: 5, requests: 21, ratio: 1.05 })
    expect(edge.regressed).toBeLessThanOrEqual(0.06)
  })
})
