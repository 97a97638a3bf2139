import { expect, test } from 'vitest'
import { judgePairs } from '../../../src/quality/judges/judge-pairs.ts'
import type { ScoreColumn } from '../../../src/quality/scoring/score-answers.ts'
import { columnsOf, numbersOf, stubEndpoint, stubLocal } from './stub-judge.ts'

const answers = [
  { input: 'One', output: 'a long, long answer', expected: 'short' },
  { input: 'Two', output: 'tiny', expected: 'a longer one' },
  { input: 'Three', output: 'nothing to compare with' },
]

const lengthOf = (label: string, prompt: string): number =>
  new RegExp(`<${label} \\w+>\n(?<text>.*)\n</${label}`, 'u').exec(prompt)?.groups?.['text']?.length ?? 0

test('a judge with a taste gives the same winner in both orders: nothing flips', async () => {
  const endpoint = stubEndpoint((prompt) =>
    JSON.stringify({
      verdict: lengthOf('first-answer', prompt) > lengthOf('second-answer', prompt) ? 'yes' : 'no',
    }),
  )
  const [total, flips, noise] = await columnsOf(judgePairs(endpoint, { name: 'longer', repeats: 1 }), answers)
  expect(numbersOf(total as ScoreColumn)).toEqual([1, 0, null])
  expect(flips).toMatchObject({ name: 'longer flips', partOf: 'longer' })
  expect(numbersOf(flips as ScoreColumn)).toEqual([0, 0, null])
  expect(numbersOf(noise as ScoreColumn)).toEqual([0, null, null])
  expect([total, flips, noise].flatMap((column) => column?.scores.map(({ failure }) => failure))).toEqual(
    Array.from({ length: 9 }, () => null),
  )
})

test('a judge that takes whatever comes first ties everything, and each pair flips', async () => {
  const [total, flips] = await columnsOf(judgePairs(stubEndpoint(() => '{"verdict":"yes"}')), answers.slice(0, 2))
  expect(numbersOf(total as ScoreColumn)).toEqual([0.5, 0.5])
  expect(numbersOf(flips as ScoreColumn)).toEqual([1, 1])
})

test('probabilities of both orders are averaged, and the other answer may be any', async () => {
  const local = stubLocal((document) => (lengthOf('first-answer', document) === 1 ? 0.9 : 0.3))
  const scorer = judgePairs(local, { against: ({ input }) => (input === 'Three' ? null : 'earlier'), repeats: 0 })
  const [total, flips, ...others] = await columnsOf(scorer, [
    { input: 'One', output: 'x' },
    { input: 'Three', output: 'y' },
  ])
  expect(others).toEqual([])
  expect(numbersOf(total as ScoreColumn)[0]).toBeCloseTo((0.9 + 0.7) / 2, 12)
  expect(numbersOf(flips as ScoreColumn)).toEqual([0, null])
  expect(total?.scores[0]?.rationale).toBe('better 0.900 as the first, 0.700 as the second')
})
