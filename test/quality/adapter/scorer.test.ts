import { expect, test } from 'vitest'
import type { ForeignScorer } from '../../../src/quality/adapter/foreign.ts'
import { type AdapterOptions, scorer } from '../../../src/quality/adapter/scorer.ts'
import type { Scorer } from '../../../src/quality/scorer.ts'
import { scoreAnswers } from '../../../src/quality/scoring/score-answers.ts'

const answers = [{ input: 'What is 2 + 2?', output: '4', expected: '4' }]

async function scored(foreign: ForeignScorer, options?: AdapterOptions): Promise<unknown[]> {
  const columns = await scoreAnswers(answers, [scorer(foreign, options)], {
    onProgress: () => {},
    signal: new AbortController().signal,
  })
  return columns.map(({ name, partOf, scores: [one] }) => [name, partOf, one?.score, one?.failure ?? one?.rationale])
}

test('autoevals: a function of one object that gives name, score and metadata, null for not scored', async () => {
  const Levenshtein = async ({ output, expected }: { output: string; expected?: string }) =>
    await Promise.resolve({ name: 'Levenshtein', score: output === expected ? 1 : 0, metadata: { rationale: 'same' } })
  expect(await scored(Levenshtein)).toEqual([['Levenshtein', null, 1, 'same']])
  const asItIs: Scorer = Levenshtein
  expect(asItIs).toBe(Levenshtein)
  const failing = () => ({ name: 'Factuality', score: null, error: new Error('no key') })
  expect(await scored(failing)).toEqual([['failing', null, null, 'threw: no key']])
  expect(await scored(() => ({ name: 'Factuality', score: null }))).toEqual([['Factuality', null, null, null]])
})

test('evalite: what createScorer gives, and the object that it takes', async () => {
  const created = async ({ output }: { output: string }) =>
    await Promise.resolve({ name: 'short', description: 'is it short', score: output.length < 3 ? 1 : 0 })
  expect(await scored(created)).toEqual([['short', null, 1, null]])
  const inline = { name: 'inline', scorer: ({ expected }: { expected?: unknown }) => (expected === '4' ? 0.5 : 0) }
  expect(await scored(inline)).toEqual([['inline', null, 0.5, null]])
})

test('vitest-evals: a judge with assess, and a scorer function, whose results have no name', async () => {
  const judge = {
    name: 'StatusJudge',
    own: 0.75,
    assess(context: { toolCalls: readonly unknown[] }) {
      return { score: context.toolCalls.length === 0 ? this.own : 0, metadata: { rationale: 'because' } }
    },
  }
  expect(await scored(judge)).toEqual([['StatusJudge', null, 0.75, 'because']])
  const legacy = async () => await Promise.resolve({ score: 1 })
  expect(await scored(legacy)).toEqual([['legacy', null, 1, null]])
})

test('openevals: inputs, outputs and referenceOutputs; key, score and comment, one or several', async () => {
  const exact = async ({ outputs, referenceOutputs }: { outputs: unknown; referenceOutputs?: unknown }) =>
    await Promise.resolve({ key: 'exact_match', score: outputs === referenceOutputs, comment: 'alike' })
  expect(await scored(exact)).toEqual([['exact_match', null, 1, 'alike']])
  const several = ({ inputs }: { inputs?: unknown }) => [
    { key: 'asked', score: inputs === 'What is 2 + 2?' },
    { key: 'kind', score: 0.5 },
  ]
  expect(await scored(several)).toEqual([
    ['asked', null, 1, null],
    ['kind', null, 0.5, null],
  ])
})

test('promptfoo: a function of the answer and its context; a number, a boolean, or a grading result', async () => {
  const grade = (output: string, context: { prompt: string; vars: Readonly<Record<string, unknown>> }) => ({
    pass: output === context.vars['expected'],
    score: 0.8,
    reason: context.prompt,
    namedScores: { tone: 0.6, length: Number.NaN },
  })
  expect(await scored(grade, { call: 'promptfoo' })).toEqual([
    ['grade', null, 0.8, 'What is 2 + 2?'],
    ['grade: tone', 'grade', 0.6, null],
    ['grade: length', 'grade', null, null],
  ])
  expect(await scored((output: string) => output === '4', { call: 'promptfoo', name: 'four' })).toEqual([
    ['four', null, 1, null],
  ])
  expect(await scored(() => ({ pass: true }), { call: 'promptfoo', name: 'passes' })).toEqual([
    ['passes', null, 1, null],
  ])
})

test('what is wrong in it is told as of any scorer', async () => {
  expect(await scored(() => ({ key: 'x', score: 5 }))).toEqual([['x', null, null, 'gave 5, which is not in 0 to 1']])
  expect(await scored(() => undefined, { name: 'x' })).toEqual([['x', null, null, 'gave nothing as its score']])
  const { timeout, concurrency, signature } = scorer(() => 1, { timeout: 5, concurrency: 1, signature: 's' })
  expect({ timeout, concurrency, signature }).toEqual({ timeout: 5, concurrency: 1, signature: 's' })
  expect(() => scorer({ name: 'x' } as never)).toThrow(
    'scorer(scorer): { name: "x" } is not allowed here; give a function, or an object with a function scorer or assess',
  )
})
