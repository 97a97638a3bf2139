import { describe, expect, test } from 'vitest'
import { seededRandom } from '../../src/stats/random.ts'
import { judgeMeanBelow } from '../../src/verdicts/mean.ts'
import { autoregressive, seededNormal } from '../stats/draws.ts'

const random = seededRandom(11)
const around40 = Float64Array.from({ length: 100 }, () => 35 + 10 * random())

describe('mean below a limit', () => {
  test('passes, fails and stays open by its interval', () => {
    expect(judgeMeanBelow(around40, 42).verdict).toBe('pass')
    expect(judgeMeanBelow(around40, 38).verdict).toBe('fail')
    const { observed } = judgeMeanBelow(around40, 42)
    const open = judgeMeanBelow(around40, observed + 0.1)
    expect(open).toMatchObject({ verdict: 'inconclusive', pointHolds: true })
    expect(open.needed).toBeGreaterThan(100)
  })

  test('one failed request makes it infinite', () => {
    const failed = Float64Array.of(...around40, Number.POSITIVE_INFINITY)
    expect(judgeMeanBelow(failed, 1e9)).toMatchObject({
      verdict: 'fail',
      observed: Number.POSITIVE_INFINITY,
      interval: null,
    })
  })

  test('fewer than 20 values settle nothing', () => {
    expect(judgeMeanBelow(around40.subarray(0, 19), 80)).toMatchObject({
      verdict: 'inconclusive',
      floor: 20,
      needed: 20,
      pointHolds: true,
    })
    expect(judgeMeanBelow(Float64Array.of(40), 80)).toMatchObject({
      verdict: 'inconclusive',
      needed: null,
    })
  })

  test('equal values settle it, at the limit too', () => {
    const equal = new Float64Array(30).fill(40)
    expect(judgeMeanBelow(equal, 41).verdict).toBe('pass')
    expect(judgeMeanBelow(equal, 40).verdict).toBe('fail')
  })

  test('values that come in waves are worth fewer, and in long ones nothing', () => {
    const waves = autoregressive(400, 0.5, seededNormal(3)).map((value) => 40 + 4 * value)
    const judged = judgeMeanBelow(waves, 60)
    expect(judged).toMatchObject({ verdict: 'pass', n: 400, doubts: [] })
    expect(judged.effectiveN).toBeLessThan(200)
    expect(judged.floor).toBeGreaterThan(40)
    // Worth fewer than 20, it is not settled, however far the limit is.
    const pairs = Float64Array.from({ length: 40 }, (_, i) => 40 + (((i >> 1) * 7) % 11))
    expect(judgeMeanBelow(pairs, 400)).toMatchObject({ verdict: 'inconclusive', doubts: [], pointHolds: true })
    const long = autoregressive(400, 0.95, seededNormal(3)).map((value) => 40 + 4 * value)
    const open = judgeMeanBelow(long, 400)
    expect(open).toMatchObject({ verdict: 'inconclusive', needed: null, pointHolds: true })
    expect(open.doubts).toEqual([expect.stringContaining('too correlated')])
  })

  test('at the boundary of correlated data each verdict is wrong about 5 % of the time', () => {
    const normal = seededNormal(5)
    const wrong = { pass: 0, fail: 0, inconclusive: 0 }
    for (let trial = 0; trial < 600; trial++)
      wrong[
        judgeMeanBelow(
          autoregressive(200, 0.4, normal).map((value) => 40 + value),
          40,
        ).verdict
      ]++
    // Three standard errors of 600 trials are 2.7 points; uncorrected each is 14 %.
    expect(wrong.pass / 600).toBeLessThan(0.075)
    expect(wrong.fail / 600).toBeLessThan(0.075)
  })

  test('at the boundary of even data each verdict is wrong about 5 % of the time', () => {
    const wrong = { pass: 0, fail: 0, inconclusive: 0 }
    for (let trial = 0; trial < 800; trial++) {
      wrong[
        judgeMeanBelow(
          Float64Array.from({ length: 60 }, () => random()),
          0.5,
        ).verdict
      ]++
    }
    // Three standard errors of 800 trials are 2.3 points.
    expect(wrong.pass / 800).toBeLessThan(0.075)
    expect(wrong.fail / 800).toBeLessThan(0.075)
  })
})
