import { expect, test } from 'vitest'
import { judgeLaunches, type LaunchRule } from '../../../src/cli/ab/judge-launches.ts'
import { seededRandom } from '../../../src/stats/random.ts'
import { drawnSets } from './result.ts'

const rule: LaunchRule = { by: 0.05, better: 'lower', alpha: 0.05 }

test('one set is an alert at most, two that both say so are a regression', () => {
  const slow = { a: [40, 41, 39.5, 40.2], b: [60, 61, 59, 60.4] }
  expect(judgeLaunches([slow], rule)).toMatchObject({ word: 'inconclusive', verdict: 'inconclusive', alerts: [true] })
  const confirmed = judgeLaunches([slow, slow], rule)
  expect(confirmed).toMatchObject({ word: 'slower', verdict: 'fail', alerts: [true, true], pointHolds: false })
  expect(confirmed.ratio).toBeCloseTo(1.497, 2)
  expect(confirmed.interval?.low).toBeGreaterThan(1.4)
  const once = judgeLaunches([slow, { a: [40, 41, 39.5, 40.2], b: [40, 41, 39.5, 40.2] }], rule)
  expect(once).toMatchObject({ verdict: 'inconclusive', alerts: [true, false] })
})

test('faster, same, and what is settled to be no regression but is open between the two', () => {
  const judged = (...b: number[]): unknown => judgeLaunches([{ a: [40, 40.2, 39.8], b }], rule)
  expect(judged(30, 30.2, 29.8)).toMatchObject({ word: 'faster', verdict: 'pass', needed: null })
  expect(judged(40.1, 40, 39.9)).toMatchObject({ word: 'same', verdict: 'pass' })
  expect(judged(38.4, 37.9, 37.2)).toMatchObject({ word: 'inconclusive', verdict: 'pass' })
  const open = judgeLaunches([{ a: [40, 44, 37], b: [41, 37, 45] }], rule)
  expect(open).toMatchObject({ word: 'inconclusive', verdict: 'inconclusive', alerts: [false] })
  expect(open.needed).toBeGreaterThan(3)
})

test('of speeds fewer are worse', () => {
  const slow = { a: [100, 101, 99], b: [70, 71, 69] }
  expect(judgeLaunches([slow, slow], { ...rule, better: 'higher' })).toMatchObject({ word: 'slower', verdict: 'fail' })
  const fast = { a: [100, 101, 99], b: [130, 131, 129] }
  expect(judgeLaunches([fast], { ...rule, better: 'higher' })).toMatchObject({ word: 'faster', verdict: 'pass' })
})

test('where most requests of every launch failed, and of none before, that is a regression', () => {
  const lost = { a: [40, 41], b: [Infinity, Infinity] }
  expect(judgeLaunches([lost, lost], rule)).toMatchObject({ word: 'slower', verdict: 'fail', interval: null })
  expect(judgeLaunches([{ a: [40, 41], b: [40, Infinity] }], rule)).toMatchObject({ alerts: [false] })
  expect(judgeLaunches([{ a: [Infinity, 41], b: [Infinity, Infinity] }], rule)).toMatchObject({ alerts: [false] })
})

test.each([3, 4, 6])(
  'at the limit %i launches a set give a false regression in about one of 25 comparisons',
  (launches) => {
    const random = seededRandom(launches)
    let [red, alerts] = [0, 0]
    const trials = 4000
    for (let trial = 0; trial < trials; trial++) {
      const { verdict, alerts: of } = judgeLaunches(
        drawnSets(random, { sets: 2, launches, ratio: 1.05, spread: 0.03 }),
        rule,
      )
      if (verdict === 'fail') red++
      if (of[0] === true) alerts++
    }
    expect(alerts / trials).toBeGreaterThan(0.17)
    expect(alerts / trials).toBeLessThan(0.23)
    expect(red / trials).toBeGreaterThan(0.025)
    expect(red / trials).toBeLessThan(0.05)
  },
)

test('identical revisions are red in fewer than 1 % and slower ones of 1.5 in more than 99 %, at 3 % between launches', () => {
  const random = seededRandom(5)
  const share = (ratio: number): number => {
    const trials = 2000
    let red = 0
    for (let trial = 0; trial < trials; trial++) {
      if (judgeLaunches(drawnSets(random, { sets: 2, launches: 4, ratio, spread: 0.03 }), rule).verdict === 'fail')
        red++
    }
    return red / trials
  }
  expect(share(1)).toBeLessThan(0.01)
  expect(share(1.5)).toBeGreaterThan(0.99)
})

test('a bisection, which looks twice, calls a revision at the limit good in at most 5 % of cases', () => {
  const random = seededRandom(7)
  const trials = 4000
  let good = 0
  for (let trial = 0; trial < trials; trial++) {
    const sets = drawnSets(random, { sets: 2, launches: 3, ratio: 1.05, spread: 0.03 })
    const looks = [sets.slice(0, 1), sets].map((seen) => judgeLaunches(seen, { ...rule, alpha: 0.03 }))
    if (looks.some(({ verdict }) => verdict === 'pass')) good++
  }
  expect(good / trials).toBeLessThan(0.055)
})

test('where a side has no figure, or both failed, there is no point that could decide', () => {
  for (const set of [
    { a: [40, 41], b: [] },
    { a: [], b: [40, 41] },
    { a: [Infinity, Infinity], b: [Infinity, Infinity] },
  ]) {
    expect(judgeLaunches([set], rule)).toMatchObject({ ratio: Number.NaN, verdict: 'inconclusive', pointHolds: null })
  }
  expect(judgeLaunches([{ a: [40], b: [30] }], rule)).toMatchObject({ interval: null, pointHolds: true })
  // Most requests of b failed in one launch: it is worse, and by itself no regression.
  expect(judgeLaunches([{ a: [40, 41], b: [40, Infinity] }], rule)).toMatchObject({
    verdict: 'inconclusive',
    pointHolds: false,
  })
})
