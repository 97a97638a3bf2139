import { expect, test } from 'vitest'
import type { Scorer } from '../../src/quality/scorer.ts'
import { scoreAnswers } from '../../src/quality/scoring/score-answers.ts'
import { bleu } from '../../src/quality/scorers/bleu.ts'
import { chrf } from '../../src/quality/scorers/chrf.ts'
import { editDistance } from '../../src/quality/scorers/edit-distance.ts'
import { rouge } from '../../src/quality/scorers/rouge.ts'

const all = [bleu(), chrf(), chrf({ wordOrder: 2 }), rouge({ kind: '1' }), rouge(), editDistance()]
const quiet = { onProgress: () => {}, signal: new AbortController().signal }

function scoreOf(scorer: Scorer, output: string, expected: unknown): unknown {
  return (scorer({ input: '', output, expected }) as { score: unknown }).score
}

test('an answer as it was expected scores 1, whichever of several that is', () => {
  for (const scorer of all) {
    expect(scoreOf(scorer, 'the cat sat on the mat', 'the cat sat on the mat')).toBeCloseTo(1, 9)
    expect(scoreOf(scorer, 'the cat sat on the mat', ['a dog', 'the cat sat on the mat'])).toBeCloseTo(1, 9)
    expect(scoreOf(scorer, 'xyz', 'the cat sat on the mat')).toBeLessThan(0.2)
  }
  expect(scoreOf(editDistance(), 'kitten', 'sitting')).toBeCloseTo(1 - 3 / 7, 12)
  expect(scoreOf(editDistance(), '42', 42)).toBe(1)
  expect(scoreOf(rouge({ kind: '1', of: 'recall' }), 'testing', 'testing one two')).toBeCloseTo(1 / 3, 12)
  expect(scoreOf(rouge(), 'tested', 'testing')).toBe(0)
  expect(scoreOf(rouge({ stemmer: true }), 'tested', 'testing')).toBe(1)
  expect(rouge({ stemmer: true }).signature).toBe('ROUGE-L|fmeasure|stem:porter|tok:a-z0-9')
})

test('each has its name and a signature, BLEU and chrF a score of all answers together', async () => {
  const answers = [
    { input: 'a', output: 'The dog bit the man.', expected: ['The dog bit the man.', 'The dog had bit the man.'] },
    { input: 'b', output: "It wasn't surprising.", expected: ['It was not unexpected.', 'No one was surprised.'] },
    {
      input: 'c',
      output: 'The man had just bitten him.',
      expected: ['The man bit him first.', 'The man had bitten the dog.'],
    },
  ]
  const columns = await scoreAnswers(answers, all, quiet)
  expect(columns.map(({ name, signature }) => `${name}: ${signature}`)).toEqual([
    'bleu: BLEU|case:mixed|eff:yes, of the whole eff:no|tok:13a|smooth:exp',
    'chrf: chrF2|case:mixed|eff:yes|nc:6|nw:0|space:no',
    'chrf++: chrF2++|case:mixed|eff:yes|nc:6|nw:2|space:no',
    'rouge1: ROUGE-1|fmeasure|stem:no|tok:a-z0-9',
    'rougeL: ROUGE-L|fmeasure|stem:no|tok:a-z0-9',
    'editDistance: 1 - Levenshtein / longer, code points',
  ])
  expect(columns[0]?.whole).toBeCloseTo(0.48530827, 7)
  expect(columns[1]?.whole).toBeCloseTo(0.5972751782684763, 9)
  expect(columns[2]?.whole).toBeCloseTo(0.5915310444399262, 9)
  expect(columns[3]?.whole).toBeNull()
  expect(bleu({ tokenize: 'char', smooth: 'floor', lowercase: true, maxOrder: 2 }).signature).toBe(
    'BLEU|case:lc|eff:yes, of the whole eff:no|tok:char|smooth:floor[0.10]|order:2',
  )
})

test('an answer without an expected one has no score, with the reason', async () => {
  const answers = [
    { input: 'a', output: 'b' },
    { input: 'b', output: 'b', expected: { not: 'a text' } },
  ]
  const [column] = await scoreAnswers(answers, [bleu()], quiet)
  expect(column?.scores.map(({ failure }) => failure)).toEqual([
    'threw: the prompt says no expected answer: { prompt, expected }',
    'threw: the expected answer is of type object, no text',
  ])
  expect(column?.whole).toBeNull()
})

test('a line of a megabyte, markdown, HTML and terminal sequences are scored, or refused in one line', async () => {
  const hostile = [
    'x'.repeat(1_000_000),
    '# a | b\n```',
    '<script>alert(1)</script>',
    '\u001B[31mred\u001B[0m',
    '',
    '\u0000',
  ]
  const answers = hostile.map((output) => ({ input: 'a', output, expected: 'the cat' }))
  for (const { name, scores } of await scoreAnswers(answers, [bleu(), chrf(), rouge({ kind: '1' })], quiet)) {
    expect(scores[0]?.failure ?? scores[0]?.score, name).not.toBeNull()
    for (const { score, failure } of scores.slice(1)) expect(failure ?? score).toBeTypeOf('number')
  }
  const [own] = await scoreAnswers(
    [{ input: '', output: hostile[0] as string, expected: 'y'.repeat(1000) }],
    [editDistance()],
    quiet,
  )
  expect(own?.scores[0]?.failure).toBe('threw: the texts are too long to compare: 1,000,000 and 1,000 characters')
})
