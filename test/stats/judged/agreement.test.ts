import { expect, test } from 'vitest'
import { agreementOf } from '../../../src/stats/judged/agreement.ts'
import { seededRandom } from '../../../src/stats/random.ts'

/** Pairs of verdicts from the four counts of their table. */
function pairsOf(both: number, first: number, second: number, neither: number): (readonly [boolean, boolean])[] {
  const repeated = (count: number, pair: readonly [boolean, boolean]): (readonly [boolean, boolean])[] =>
    Array.from({ length: count }, () => pair)
  return [
    ...repeated(both, [true, true]),
    ...repeated(first, [true, false]),
    ...repeated(second, [false, true]),
    ...repeated(neither, [false, false]),
  ]
}

test('a table of both raters has kappa and AC1 by their formulas', () => {
  // 20, 5, 10, 15: the textbook's kappa of 0.4.
  const even = agreementOf(pairsOf(20, 5, 10, 15))
  expect(even).toMatchObject({ n: 50, observed: 0.7, chanceCorrected: 'kappa' })
  expect(even.kappa).toBeCloseTo(0.4, 12)
  expect(even.prevalence).toBeCloseTo(0.55, 12)
  expect(even.ac1).toBeCloseTo((0.7 - 0.495) / (1 - 0.495), 12)
})

test('where nearly all are of one class kappa falls, AC1 does not, and AC1 is the one to read', () => {
  const rare = agreementOf(pairsOf(118, 5, 2, 0))
  expect(rare.observed).toBeCloseTo(0.944, 3)
  expect(rare.kappa).toBeCloseTo(-0.0234, 3)
  expect(rare.ac1).toBeCloseTo(0.94, 2)
  expect(rare.chanceCorrected).toBe('ac1')
})

test('raters that guess agree by chance alone, whatever the prevalence of kappa', () => {
  const random = seededRandom(3)
  const guessed = agreementOf(Array.from({ length: 20_000 }, () => [random() < 0.5, random() < 0.5] as const))
  expect(Math.abs(guessed.kappa)).toBeLessThan(0.03)
  expect(Math.abs(guessed.ac1)).toBeLessThan(0.03)
})

test('where both say the same of every case there is no kappa, and of no case nothing', () => {
  expect(agreementOf(pairsOf(10, 0, 0, 0))).toMatchObject({ observed: 1, kappa: Number.NaN, ac1: 1 })
  expect(agreementOf([])).toMatchObject({ n: 0, observed: Number.NaN })
})
