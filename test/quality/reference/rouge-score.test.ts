import { expect, test } from 'vitest'
import { type RougeKind, rougeScore } from '../../../src/quality/reference/rouge-score.ts'
import { published } from './vectors.ts'

// google-research/rouge, rouge_scorer_test.py (Apache-2.0).
test.for([
  ['1', 'testing', 'testing one two', 1, 1 / 3, 0.5],
  ['2', 'testing one', 'testing one two', 1, 0.5, 2 / 3],
  ['L', 'testing two', 'testing one two', 1, 2 / 3, 0.8],
  ['Lsum', 'w1 w2 w6 w7 w8\nw1 w3 w8 w9 w5', 'w1 w2 w3 w4 w5', 0.4, 0.8, 8 / 15],
] as const)('rouge%s is that of rouge_score', ([kind, output, reference, precision, recall, fmeasure]) => {
  const found = rougeScore(kind, output, reference)
  expect(found.precision).toBeCloseTo(precision, 12)
  expect(found.recall).toBeCloseTo(recall, 12)
  expect(found.fmeasure).toBeCloseTo(fmeasure, 12)
})

// rouge_score 0.1.2 with use_stemmer=True.
test.for([
  ['1', 0.7272727272727273, 0.6666666666666666, 0.6956521739130435],
  ['2', 0.2, 0.18181818181818182, 0.1904761904761905],
  ['L', 0.5454545454545454, 0.5, 0.5217391304347826],
  ['Lsum', 0.6363636363636364, 0.5833333333333334, 0.6086956521739131],
] as const)('rouge%s of stems is that of rouge_score', ([kind, precision, recall, fmeasure]) => {
  const output = 'The operators were happily controlling their relational systems.\nPolicies agreed upon.'
  const reference = 'An operator happily controls a relation system.\nThey agree on the policy.'
  const found = rougeScore(kind, output, reference, true)
  expect(found.precision).toBeCloseTo(precision, 12)
  expect(found.recall).toBeCloseTo(recall, 12)
  expect(found.fmeasure).toBeCloseTo(fmeasure, 12)
})

test('texts without a word score 0', () => {
  for (const kind of ['1', '2', 'L', 'Lsum'] as const) {
    expect(rougeScore(kind, '', 'a b').fmeasure).toBe(0)
    expect(rougeScore(kind, 'a b', '\n!').fmeasure).toBe(0)
  }
})

test('texts of which a subsequence would take hours are refused', () => {
  const long = 'word '.repeat(20_000)
  expect(() => rougeScore('L', long, long)).toThrow('the texts are too long to compare: 20,000 and 20,000 words')
  expect(() => rougeScore('Lsum', long, long)).toThrow('too long')
  expect(rougeScore('1', long, long).fmeasure).toBe(1)
})

test.skipIf(published === null)('is as published', () => {
  const { rouge } = published as NonNullable<typeof published>
  for (const { metric, target, prediction, p, r, f, tolerance = 1e-6 } of rouge.cases) {
    const found = rougeScore(metric.slice('rouge'.length) as RougeKind, prediction, target)
    for (const [own, given] of [
      [found.precision, p],
      [found.recall, r],
      [found.fmeasure, f],
    ] as const)
      expect(Math.abs(own - given)).toBeLessThan(tolerance)
  }
})
