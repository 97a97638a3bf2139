import { expect, test } from 'vitest'
import { judgeRegression } from '../../../src/baseline/judge-regression.ts'
import { sourceOfValues } from '../../../src/baseline/median-source.ts'
import type { ComparedPair } from '../../../src/cli/compare/compare-pair.ts'
import { judgeTogether } from '../../../src/cli/compare/judge-together.ts'
import { seededLatencies } from '../../baseline/constructed.ts'

const rule = { by: 0.05, better: 'lower' } as const

function pair(pValue: number | null, word: ComparedPair['word']): ComparedPair {
  return { metric: 'latency', a: 40, b: 50, judgement: null, word, pValue, doubts: [], notes: [] }
}

/** A run of 60 requests that became slower by the given ratio. */
function compared(ratio: number, seed: number): ComparedPair {
  const [ours, theirs] = [40 * ratio, 40].map((median, side) =>
    sourceOfValues(Float64Array.from(seededLatencies(60, median, 2 * seed + side))),
  )
  const judgement = ours === undefined || theirs === undefined ? null : judgeRegression(ours, theirs, rule)
  return {
    metric: 'latency',
    a: 40,
    b: 40 * ratio,
    judgement,
    word: judgement?.verdict === 'fail' ? 'regressed' : 'inconclusive',
    pValue: judgement?.pValue ?? null,
    doubts: [],
    notes: [],
  }
}

test('one run is judged as by itself', () => {
  expect(judgeTogether([pair(0.04, 'regressed')])).toEqual([pair(0.04, 'regressed')])
})

test('of several, what holds by itself only is slower, with both p-values', () => {
  const [sure, unsure, fine, open] = judgeTogether([
    pair(0.001, 'regressed'),
    pair(0.03, 'regressed'),
    pair(0.8, 'same'),
    // A run in doubt could not have regressed, and does not count.
    pair(null, 'inconclusive'),
  ])
  expect(sure).toEqual(pair(0.001, 'regressed'))
  expect(unsure).toEqual({
    ...pair(0.03, 'slower'),
    notes: ['beyond the band by itself (p = 0.030), but not among the 3 runs compared (Holm: p = 0.060)'],
  })
  expect([fine, open]).toEqual([pair(0.8, 'same'), pair(null, 'inconclusive')])
})

test('of eight runs at the edge of the band any regresses at most 5.5 % of the time; by themselves three times as often', () => {
  const trials = 150
  let together = 0
  let alone = 0
  for (let trial = 0; trial < trials; trial++) {
    const pairs = Array.from({ length: 8 }, (_, run) => compared(1.05, trial * 8 + run + 1))
    if (pairs.some(({ word }) => word === 'regressed')) alone++
    if (judgeTogether(pairs).some(({ word }) => word === 'regressed')) together++
  }
  expect(together / trials).toBeLessThanOrEqual(0.055)
  expect(alone / trials).toBeGreaterThan(0.15)
})

test('a regression of 20 % is found among eight', () => {
  const pairs = [compared(1.2, 1), ...Array.from({ length: 7 }, (_, run) => compared(1, run + 2))]
  expect(judgeTogether(pairs).map(({ word }) => word === 'regressed')).toEqual([
    true,
    ...Array.from({ length: 7 }, () => false),
  ])
})
