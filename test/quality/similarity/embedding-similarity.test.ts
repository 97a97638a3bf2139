import { expect, test } from 'vitest'
import { calibrationTriples } from '../../../src/quality/similarity/calibration-pairs.ts'
import { type EmbeddingModel, embeddingSimilarity } from '../../../src/quality/similarity/embedding-similarity.ts'
import type { ScoreColumn } from '../../../src/quality/scoring/score-answers.ts'
import { deciderTag } from '../../../src/targets/model/decider.ts'
import { columnsOf, numbersOf } from '../judges/stub-judge.ts'

/** A model whose vectors are those of a table, and of the shipped pairs by what they mean. */
function stubModel(vectors: Readonly<Record<string, readonly number[]>>, changed: object = {}): EmbeddingModel {
  const known = new Map(
    calibrationTriples.flatMap(({ text, paraphrase, unrelated }): [string, number[]][] => [
      [text, [1, 0]],
      [paraphrase, [0.9, 0.1]],
      [unrelated, [0, 1]],
    ]),
  )
  const facts = async (): Promise<object> => ({ name: 'stub', modelHash: 'cccc', purpose: 'embedding' })
  return {
    embed: (texts: readonly string[]) => async () => texts.map((text) => vectors[text] ?? known.get(text) ?? [1, 1]),
    [deciderTag]: { facts },
    ...changed,
  } as unknown as EmbeddingModel
}

const vectors = { near: [1, 0.1], far: [-1, 0], wanted: [1, 0], other: [0, 1] }

test('an answer is as good as its nearest expected one, never below 0', async () => {
  const scorer = embeddingSimilarity(stubModel(vectors))
  const [column] = await columnsOf(scorer, [
    { input: 'q', output: 'near', expected: 'wanted' },
    { input: 'q', output: 'near', expected: ['other', 'wanted'] },
    { input: 'q', output: 'far', expected: 'wanted' },
    { input: 'q', output: ' ', expected: 'wanted' },
    { input: 'q', output: 'near' },
    { input: 'q', output: 'near', expected: { any: 1 } },
  ])
  const [first, ...others] = numbersOf(column as ScoreColumn)
  expect(first).toBeCloseTo(1 / Math.hypot(1, 0.1), 12)
  expect(others).toEqual([first, 0, 0, null, null])
  expect(column?.name).toBe('similarity')
  expect(column?.signature).toBe(
    'cosine of vectors of stub (cccc), to the expected answer; calibration: paraphrases from 0.994, unrelated up to 0',
  )
})

test('it compares with the prompt where that is asked for', async () => {
  const scorer = embeddingSimilarity(stubModel(vectors), { to: 'input', name: 'on topic' })
  const [column] = await columnsOf(scorer, [{ input: 'wanted', output: 'wanted' }])
  expect(column).toMatchObject({ name: 'on topic' })
  expect(numbersOf(column as ScoreColumn)[0]).toBeCloseTo(1, 12)
})

test('a model whose vectors tell no meaning is refused before anything is scored, in one line', async () => {
  const same = stubModel({}, { embed: (texts: readonly string[]) => async () => texts.map(() => [1, 0.5]) })
  const target = { kind: 'model', model: 'm', spec: 'm', modelHash: 'dddd' } as const
  await expect(embeddingSimilarity(same).accept?.(target)).rejects.toThrow(
    /vectors of "stub" do not tell what a text means: a paraphrase of the shipped pairs has a similarity of 1.*give an embedding model$/,
  )
  const [column] = await columnsOf(embeddingSimilarity(same), [{ input: 'q', output: 'a', expected: 'b' }])
  expect(column?.scores[0]?.failure).toContain('do not tell what a text means')
  await expect(embeddingSimilarity(stubModel({})).accept?.({ ...target, modelHash: 'cccc' })).rejects.toThrow(
    /is the model under test \(the same file\)/,
  )
})

test('a loaded model that generates text is refused at once', () => {
  const generative = stubModel({}, { info: { name: 'smollm2', purpose: 'text' } })
  expect(() => embeddingSimilarity(generative)).toThrow(
    /"smollm2", which generates text: its vectors say little of what a text means, is not allowed here; give an embedding/,
  )
  expect(() => embeddingSimilarity(5 as never)).toThrow(/5 is not allowed here/)
  expect(() => embeddingSimilarity(stubModel({}), { to: 'both' } as never)).toThrow(/give "expected" or "input"/)
})
