import { describe, expect, test } from 'vitest'
import { logMean, type LaunchValue } from '../../../src/stats/launches/launch-value.ts'
import { type NoiseFloor, noiseFloorOf } from '../../../src/stats/launches/noise-floor.ts'
import { judgeByFloor } from '../../../src/verdicts/launches/judge-by-floor.ts'
import { judgeMeanBelow } from '../../../src/verdicts/mean.ts'
import { seededNormal } from '../../stats/draws.ts'

/** Requests of a launch of 1 ms on the average, with a variation of 20 %. */
function launchOf(normal: () => number, spread: number, n: number): Float64Array {
  const centre = Math.exp(spread * normal() - 0.02)
  return Float64Array.from({ length: n }, () => centre * Math.exp(0.2 * normal()))
}

function judged(values: Float64Array, limit: number, floor: NoiseFloor | null): ReturnType<typeof judgeMeanBelow> {
  const launch: LaunchValue = logMean(values)
  return judgeByFloor((wider) => judgeMeanBelow(values, limit, 0.05, undefined, wider), {
    launch,
    floor,
    limit,
    alpha: 0.05,
  })
}

const values = launchOf(seededNormal(1), 0, 200)
const floor: NoiseFloor = { variance: 0.0025, degrees: 9, within: { variance: 0.0002, degrees: 199 }, n: 200 }

test('the floor widens the interval, and a claim is open that one launch would settle', () => {
  const alone = judged(values, 1.05, null)
  expect(alone).toMatchObject({ verdict: 'pass' })
  expect(alone.launches).toBeUndefined()
  const wide = judged(values, 1.05, floor)
  expect(wide).toMatchObject({ verdict: 'inconclusive', needed: null, launches: { count: 1, byFloor: true } })
  expect(wide.launches?.needed).toBeGreaterThan(1)
  expect(wide.observed).toBe(alone.observed)
  // Student's t of 9 degrees over a spread of 5 %.
  expect(Math.log((wide.interval?.high ?? 0) / wide.observed)).toBeCloseTo(1.833 * 0.05, 4)
  expect(judged(values, 1.2, floor)).toMatchObject({ verdict: 'pass', launches: { needed: null, byFloor: true } })
  expect(judged(values, 0.8, floor)).toMatchObject({ verdict: 'fail', launches: { byFloor: true } })
})

test('no floor settles what the launch itself leaves open, and failed requests fail as without', () => {
  const few = values.subarray(0, 12)
  expect(judged(few, 2, floor)).toEqual(judged(few, 2, null))
  expect(judged(values.subarray(0, 3), 2, floor)).toEqual(judged(values.subarray(0, 3), 2, null))
  const failed = Float64Array.from([...values, Infinity])
  expect(judged(failed, 2, floor)).toEqual(judged(failed, 2, null))
  expect(judged(failed, 2, floor).verdict).toBe('fail')
})

describe.each([0.01, 0.03, 0.05])('launches that differ by %d', (spread) => {
  test('a mean at its limit passes and fails wrongly in about 5 % each with a floor, far more often without', () => {
    const normal = seededNormal(Math.round(1000 * spread))
    const trials = 700
    const count = { pass: 0, fail: 0, inconclusive: 0 }
    const alone = { ...count }
    for (let trial = 0; trial < trials; trial++) {
      const known = noiseFloorOf(Array.from({ length: 6 }, () => logMean(launchOf(normal, spread, 60))))
      const own = launchOf(normal, spread, 60)
      count[judged(own, 1, known).verdict]++
      alone[judged(own, 1, null).verdict]++
    }
    expect(count.pass / trials).toBeLessThan(0.08)
    expect(count.fail / trials).toBeLessThan(0.08)
    expect(count.inconclusive / trials).toBeLessThan(0.93)
    if (spread >= 0.03) expect((alone.pass + alone.fail) / trials).toBeGreaterThan(0.2)
  })
})
