import { expect, test } from 'vitest'
import { judgeRegression } from '../../src/baseline/judge-regression.ts'
import { sourceOfValues } from '../../src/baseline/median-source.ts'
import { type LaunchValue, logMedian } from '../../src/stats/launches/launch-value.ts'
import { noiseFloorOf } from '../../src/stats/launches/noise-floor.ts'
import { seededNormal } from '../stats/draws.ts'

const normal = seededNormal(5)

function launch(centre: number): Float64Array {
  return Float64Array.from({ length: 50 }, () => centre * Math.exp(0.05 * normal()))
}

/** Launches that differ by some per cent, as one series and as their medians. */
function side(...centres: number[]): ReturnType<typeof sourceOfValues> {
  const launches = centres.map(launch)
  const all = Float64Array.from(launches.flatMap((values) => [...values]))
  return sourceOfValues(all, launches.map(logMedian))
}

const rule = { by: 0.05, better: 'lower' } as const

test('launches that lie apart by themselves show no regression, however alike the requests of each are', () => {
  const [ours, theirs] = [side(120, 100, 112), side(100, 97, 104)]
  expect(judgeRegression(ours, theirs, rule)).toMatchObject({
    verdict: 'inconclusive',
    effectiveN: 3,
    launches: { count: 3, needed: expect.any(Number) },
  })
})

test('launches that all are slower show one, and a pass says what it would have seen', () => {
  expect(judgeRegression(side(120, 121, 119), side(100, 101, 99), rule).verdict).toBe('fail')
  const same = judgeRegression(side(100, 101, 99), side(100, 101, 99), rule)
  expect(same.verdict).toBe('pass')
  expect(same.launches?.visible).toBeLessThan(0.05)
})

test('a single launch takes the noise floor into its interval; without one its requests are the unit', () => {
  const floor = noiseFloorOf([100, 108, 96, 103, 95].map((centre): LaunchValue => logMedian(launch(centre))))
  const [ours, theirs] = [side(110), side(100)]
  const withFloor = judgeRegression(ours, theirs, { ...rule, floor })
  expect(withFloor).toMatchObject({ verdict: 'inconclusive', launches: { byFloor: true } })
  const without = judgeRegression(ours, theirs, rule)
  expect(without.launches).toBeUndefined()
  expect((withFloor.interval?.high ?? 0) / (withFloor.interval?.low ?? 1)).toBeGreaterThan(
    (without.interval?.high ?? 0) / (without.interval?.low ?? 1),
  )
})
