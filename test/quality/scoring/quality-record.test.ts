import { expect, test } from 'vitest'
import { type PlacedAnswer, qualityRecord } from '../../../src/quality/scoring/quality-record.ts'
import { scoreAnswers } from '../../../src/quality/scoring/score-answers.ts'
import type { Scorer } from '../../../src/quality/scorer.ts'
import type { QualityRecord } from '../../../src/record/quality.ts'

const byLength: Scorer = ({ output }) => (output === '' ? null : { name: 'length', score: output.length / 10 })

async function recordOf(outputs: readonly (readonly [input: string, output: string])[]): Promise<QualityRecord> {
  const answers = outputs.map(([input, output], index): PlacedAnswer => ({ index, turn: null, input, output }))
  const columns = await scoreAnswers(answers, [byLength], {
    onProgress: () => {},
    signal: new AbortController().signal,
  })
  return qualityRecord(answers, columns, { unanswered: 1, provenance: 'measured' })
}

test('answers to one prompt count as their mean, and the mean is over prompts', async () => {
  const quality = await recordOf([
    ['a', '12'],
    ['a', '1234'],
    ['b', '12345678'],
    ['c', ''],
  ])
  expect(quality.scores).toEqual([
    expect.objectContaining({ name: 'length', n: 3, prompts: 2, nulls: 1, failures: 0, failure: null }),
  ])
  expect(quality.scores[0]?.mean).toBeCloseTo(0.55, 12)
  expect(quality.prompts.map(({ n, means }) => [n, means[0] ?? null])).toEqual([
    [2, expect.closeTo(0.3, 12)],
    [1, 0.8],
    [1, null],
  ])
  expect(quality.answers).toEqual([
    { index: 0, turn: null, prompt: 0, scores: [0.2] },
    { index: 1, turn: null, prompt: 0, scores: [0.4] },
    { index: 2, turn: null, prompt: 1, scores: [0.8] },
    { index: 3, turn: null, prompt: 2, scores: [null] },
  ])
  expect(quality.unanswered).toBe(1)
})

test('the same prompt and the same answers have the same prints, whatever their order', async () => {
  const one = await recordOf([
    ['a', '12'],
    ['a', '1234'],
  ])
  const other = await recordOf([
    ['a', '1234'],
    ['a', '12'],
    ['a', '12'],
  ])
  expect(one.prompts[0]?.key).toBe(other.prompts[0]?.key)
  expect(one.prompts[0]?.answers).toBe(other.prompts[0]?.answers)
  expect((await recordOf([['b', '12']])).prompts[0]?.key).not.toBe(one.prompts[0]?.key)
})
