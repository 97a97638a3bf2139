import { describe, expect, test } from 'vitest'
import type { LaunchValue } from '../../../src/stats/launches/launch-value.ts'
import {
  estimateByFloor,
  launchRatioByFloor,
  type NoiseFloor,
  noiseFloorOf,
} from '../../../src/stats/launches/noise-floor.ts'
import { compareArms } from './comparisons.ts'

const launch = (value: number, n = 100, variance = 0.0001): LaunchValue => ({
  value: Math.log(value),
  within: { variance, degrees: 8 },
  n,
})
const floor: NoiseFloor = { variance: 0.0009, degrees: 4, within: { variance: 0.0001, degrees: 40 }, n: 100 }

describe('noise floor', () => {
  test('is the variance of the launches of one bench, and the mean of those within', () => {
    const found = noiseFloorOf([launch(1, 90), launch(Math.E, 110, 0.0003)])
    expect(found?.variance).toBeCloseTo(0.5, 12)
    expect(found).toMatchObject({ degrees: 1, n: 100 })
    expect(found?.within.variance).toBeCloseTo(0.0002, 12)
    expect(noiseFloorOf([launch(1)])).toBeNull()
    expect(noiseFloorOf([launch(1), launch(0)])).toBeNull()
  })

  test('of a launch with as many requests it is the whole variance', () => {
    expect(estimateByFloor(launch(1), floor)).toMatchObject({ variance: 0.0009, degrees: 4 })
  })

  test('fewer requests vary more within the launch, more requests less', () => {
    expect(estimateByFloor(launch(1, 50), floor).variance).toBeCloseTo(0.001, 12)
    expect(estimateByFloor(launch(1, 400, 0.000025), floor).variance).toBeCloseTo(0.000825, 12)
  })

  test('launches that lie no further apart than their requests explain shrink as a whole', () => {
    const quiet = { ...floor, variance: 0.00008 }
    expect(estimateByFloor(launch(1, 400, 0.000025), quiet)).toMatchObject({ variance: 0.00002, degrees: 4 })
  })

  test('a launch whose own requests vary much more than the floor knows is believed', () => {
    expect(estimateByFloor(launch(1, 100, 0.0011), floor).variance).toBeCloseTo(0.0019, 12)
  })

  test('of one launch against one it is the same error twice, which frees no degree more', () => {
    const ratio = launchRatioByFloor([launch(1.1)], [launch(1)], floor, 0.9)
    expect(ratio).toMatchObject({ degrees: 4 })
    expect(ratio?.variance).toBeCloseTo(0.0018, 12)
    expect(ratio?.ratio).toBeCloseTo(1.1, 12)
  })

  test('several launches on one side bring their own variance', () => {
    const ratio = launchRatioByFloor([launch(1.1)], [launch(1), launch(1.02), launch(0.98)], floor, 0.9)
    expect(ratio?.variance).toBeGreaterThan(0.0009)
    expect(ratio?.variance).toBeLessThan(0.0018)
  })

  describe.each([0, 0.01, 0.03, 0.05])('spread between launches of %d', (spread) => {
    test.each([5, 10])('one launch each and a floor of %d cover 88 to 92 %% at nominal 90 %%', (launches) => {
      const same = compareArms({ comparisons: 4000, spread, launches: 1, requests: 41, floor: { launches } })
      expect(same.covered).toBeGreaterThanOrEqual(0.88)
      expect(same.covered).toBeLessThanOrEqual(0.92)
      expect(same.regressed).toBeLessThanOrEqual(0.05)
    })

    test.each([21, 101])('a floor of launches of %d requests is never too narrow', (requests) => {
      const cell = { comparisons: 4000, spread, launches: 1, requests: 41 }
      const same = compareArms({ ...cell, floor: { launches: 5, requests } })
      expect(same.covered).toBeGreaterThanOrEqual(0.88)
      expect(same.regressed).toBeLessThanOrEqual(0.05)
    })
  })
})
