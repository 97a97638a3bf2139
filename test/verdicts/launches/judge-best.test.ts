import { expect, test } from 'vitest'
import { meanOfLaunches } from '../../../src/stats/launches/estimate.ts'
import { seededRandom } from '../../../src/stats/random.ts'
import { bestLevels, judgeBest, type Meets, type Rival } from '../../../src/verdicts/launches/judge-best.ts'

const met: Meets = { surely: true, surelyNot: false, point: true }
const missed: Meets = { surely: false, surelyNot: true, point: false }
const open: Meets = { surely: false, surelyNot: false, point: true }

function rival(values: readonly number[], meets: Meets = met): Rival {
  return { estimate: meanOfLaunches(Float64Array.from(values, Math.log)), meets }
}

function judge(mine: Rival, rivals: readonly Rival[], within = 0): ReturnType<typeof judgeBest> {
  return judgeBest({ mine, rivals, within, launches: 3, n: 24, levels: bestLevels(0.05, rivals.length, true) })
}

const fast = [10, 10.1, 9.9]
const slow = [20, 20.3, 19.8]
const near = [10.2, 9.7, 10.3]

test('it passes where every other one is worse or misses the condition, and hangs on the nearest that may count', () => {
  const judged = judge(rival(fast), [rival(slow), rival([5, 5.1, 4.9], missed), rival([15, 15.2, 14.9])])
  expect(judged).toMatchObject({ verdict: 'pass', pointHolds: true, nearest: 2 })
  expect(judged.observed).toBeCloseTo(10 / 15, 2)
  expect(judged.interval?.confidence).toBeCloseTo(0.95, 12)
})

test('it fails where another one that meets the condition is better, or where it misses the condition itself', () => {
  expect(judge(rival(slow), [rival(fast)]).verdict).toBe('fail')
  expect(judge(rival(slow), [rival(fast, open)])).toMatchObject({ verdict: 'inconclusive', pointHolds: false })
  expect(judge(rival(fast, missed), [rival(slow)]).verdict).toBe('fail')
})

test('what lies near stays open, with the launches that would tell, unless so much may be', () => {
  const judged = judge(rival(fast), [rival(near)])
  expect(judged.verdict).toBe('inconclusive')
  expect(judged.launches?.needed ?? 0).toBeGreaterThan(3)
  expect(judge(rival(fast), [rival(near)], 0.5).verdict).toBe('pass')
})

test('one launch tells nothing, and a fact tells all', () => {
  expect(judge({ estimate: null, meets: met }, [rival(slow)])).toMatchObject({ verdict: 'inconclusive', nearest: null })
  const fact = (value: number): Rival => ({ estimate: { value, variance: 0, degrees: Infinity }, meets: met })
  expect(judge(fact(1), [fact(2)]).verdict).toBe('pass')
  expect(judge(fact(2), [fact(1)]).verdict).toBe('fail')
})

test.for([2, 6, 12])(
  'of %d configurations a wrong pass and a wrong fail come at most as often as they may',
  (count) => {
    const random = seededRandom(count)
    const normal = (): number => Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random())
    const drawn = (mean: number): Rival => rival(Array.from({ length: 3 }, () => mean * Math.exp(0.05 * normal())))
    const studies = 2000
    let [passed, failed] = [0, 0]
    for (let study = 0; study < studies; study++) {
      // One other is just as good, so that a pass is wrong; and none is better, so that a fail is.
      const levels = bestLevels(0.05, count - 1, false)
      const rivals = Array.from({ length: count - 1 }, (_, index) => drawn(index === 0 ? 1 : 1.4))
      const wrongPass = judgeBest({ mine: drawn(1), rivals, within: 0, launches: 3, n: 24, levels })
      if (wrongPass.verdict === 'pass') passed++
      const equals = Array.from({ length: count - 1 }, () => drawn(1))
      if (judgeBest({ mine: drawn(1), rivals: equals, within: 0, launches: 3, n: 24, levels }).verdict === 'fail')
        failed++
    }
    expect(passed / studies).toBeLessThan(0.06)
    expect(failed / studies).toBeLessThan(0.065)
  },
)
