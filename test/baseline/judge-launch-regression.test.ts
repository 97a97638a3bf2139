import { expect, test } from 'vitest'
import { judgeRegression } from '../../src/baseline/judge-regression.ts'
import type { UsableFloor } from '../../src/baseline/regression.ts'
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

function floorOf(centres: readonly number[], standsIn: string | null = null): UsableFloor {
  const measured = noiseFloorOf(centres.map((centre): LaunchValue => logMedian(launch(centre))))
  if (measured === null) throw new TypeError('of launches that are finite')
  return { ...measured, standsIn }
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
  expect(same.band).toMatchObject({ asked: 0.05, judged: 0.05, floorOf: null })
  expect(same.band.visible).toBeLessThan(0.05)
})

test('a single launch takes the noise floor into its interval; without one its requests are the unit', () => {
  const floor = floorOf([100, 108, 96, 103, 95])
  const [ours, theirs] = [side(110), side(100)]
  const withFloor = judgeRegression(ours, theirs, { ...rule, floor })
  expect(withFloor).toMatchObject({ verdict: 'inconclusive', launches: { byFloor: true } })
  const without = judgeRegression(ours, theirs, rule)
  expect(without.launches).toBeUndefined()
  expect((withFloor.interval?.high ?? 0) / (withFloor.interval?.low ?? 1)).toBeGreaterThan(
    (without.interval?.high ?? 0) / (without.interval?.low ?? 1),
  )
})

test('a band below the noise floor is widened to it, by what as many launches as were made show', () => {
  const floor = floorOf([100, 101, 99, 100.6, 99.2], 'b.bench.ts › t › r')
  const strict = { by: 0.001, better: 'lower', floor } as const
  const [ours, theirs] = [side(100), side(100)]
  const { band, verdict } = judgeRegression(ours, theirs, strict)
  expect(verdict).not.toBe('fail')
  expect(band).toMatchObject({ asked: 0.001, floorOf: { key: 'b.bench.ts › t › r' } })
  // Told in tenths of a per cent, as it is printed.
  expect(band.judged * 1000).toBeCloseTo(Math.round(band.judged * 1000), 9)
  expect(band.judged).toBeGreaterThan(0.02)
  expect(band.judged).toBeLessThan(0.12)
  expect(judgeRegression(side(100), side(100), { ...strict, by: 0.3 }).band.judged).toBe(0.3)
  const several = judgeRegression(side(100, 101, 99, 100), side(100, 99, 101, 100), strict)
  expect(several.band.judged).toBeGreaterThan(0.001)
  expect(several.band.judged).toBeLessThan(band.judged)
  // A change beyond the floor is one all the same, and of a speed a share is lost.
  expect(judgeRegression(side(150), side(100), strict).verdict).toBe('fail')
  const speed = judgeRegression(ours, theirs, { ...strict, better: 'higher' }).band.judged
  expect(speed).toBeGreaterThan(0.02)
  expect(speed).toBeLessThanOrEqual(band.judged)
})

test('of one launch without a floor the band is as it was asked, and what it shows that of its requests', () => {
  const { band } = judgeRegression(side(100), side(100), rule)
  expect(band).toMatchObject({ asked: 0.05, judged: 0.05, floorOf: null })
  expect(band.visible).toBeGreaterThan(0.005)
  expect(band.visible).toBeLessThan(0.1)
})
