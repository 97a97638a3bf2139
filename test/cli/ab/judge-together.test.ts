import { expect, test } from 'vitest'
import type { ComparedBench } from '../../../src/cli/ab/compare-launches.ts'
import { couldBeConfirmed, judgeTogether } from '../../../src/cli/ab/judge-together.ts'
import { seededRandom } from '../../../src/stats/random.ts'
import { benchOf, drawnSets } from './result.ts'

const steady = { a: [40, 40.4, 39.6, 40.1], b: [40.1, 40.3, 39.7, 40] }
/** Slower by more than 5 %, with a p-value of about 0.12 in each set. */
const hazy = { a: [40, 42, 38.5, 40.6], b: [44.2, 45.3, 41, 45.8] }
const slow = { a: [40, 40.4, 39.6, 40.1], b: [60, 60.4, 59.6, 60.1] }

function crowd(size: number, doubts: readonly string[] = []): ComparedBench[] {
  return Array.from({ length: size }, (_, index) => benchOf(`steady ${index}`, [steady, steady], doubts))
}

test('what two sets confirm by itself has to hold among all benches', () => {
  const alone = benchOf('hazy', [hazy, hazy])
  expect(alone.judgement).toMatchObject({ word: 'slower', verdict: 'fail' })
  expect(judgeTogether([alone])).toEqual([alone])
  const [among, sure, ...others] = judgeTogether([alone, benchOf('slow', [slow, slow]), ...crowd(6)])
  expect(among?.judgement).toMatchObject({ word: 'inconclusive', verdict: 'inconclusive', pointHolds: false })
  expect(among?.notes).toEqual([
    expect.stringMatching(
      /^beyond the band by itself \(p = 0\.0\d\d\), but not among the 8 benches compared \(Holm: p = 0\.\d+\)$/u,
    ),
  ])
  expect(sure?.judgement.verdict).toBe('fail')
  expect(others.every(({ judgement }) => judgement.verdict === 'pass')).toBe(true)
})

test('what is in doubt is none of those that could regress', () => {
  const doubted = crowd(6, ['the run ended early'])
  const alone = benchOf('hazy', [hazy, hazy])
  expect(judgeTogether([alone, ...doubted])[0]).toEqual(alone)
})

test('a second set is worth it where the first could be confirmed among all', () => {
  const first = benchOf('hazy', [hazy])
  expect(couldBeConfirmed([first])).toBe(true)
  expect(couldBeConfirmed([first, ...crowd(6)])).toBe(false)
  expect(couldBeConfirmed([benchOf('slow', [slow]), ...crowd(6)])).toBe(true)
  expect(couldBeConfirmed([{ ...first, doubts: ['the run ended early'] }])).toBe(false)
})

test('a bench of which all failed is a regression among any number', () => {
  const lost = { a: [40, 41], b: [Infinity, Infinity] }
  expect(judgeTogether([benchOf('lost', [lost, lost]), ...crowd(20)])[0]?.judgement.verdict).toBe('fail')
})

test.each([1, 5, 20])('of %i benches at the limit a gate is wrongly red in at most one of 20 cases', (size) => {
  const random = seededRandom(size)
  const trials = 1000
  let red = 0
  for (let trial = 0; trial < trials; trial++) {
    const benches = Array.from({ length: size }, (_, index) =>
      benchOf(`bench ${index}`, drawnSets(random, { sets: 2, launches: 4, ratio: 1.05, spread: 0.03 })),
    )
    if (judgeTogether(benches).some(({ judgement }) => judgement.verdict === 'fail')) red++
  }
  expect(red / trials).toBeGreaterThan(0.02)
  expect(red / trials).toBeLessThan(0.055)
})

test('of 10 benches one that is 1.3 times slower is found', () => {
  const random = seededRandom(10)
  let found = 0
  const trials = 200
  for (let trial = 0; trial < trials; trial++) {
    const benches = Array.from({ length: 10 }, (_, index) =>
      benchOf(
        `bench ${index}`,
        drawnSets(random, { sets: 2, launches: 4, ratio: index === 3 ? 1.3 : 1, spread: 0.03 }),
      ),
    )
    const red = judgeTogether(benches).flatMap(({ judgement }, index) => (judgement.verdict === 'fail' ? [index] : []))
    if (red.join() === '3') found++
  }
  expect(found / trials).toBeGreaterThan(0.97)
})
