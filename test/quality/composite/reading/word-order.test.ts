import { expect, test } from 'vitest'
import { wordOrder } from '../../../../src/quality/composite/reading/word-order.ts'
import { sentencesOf } from '../../../../src/quality/composite/reading/words.ts'
import { withShuffledWords } from '../texts/damage.ts'
import { readTexts } from '../texts/read-texts.ts'

const orderOf = (...paragraphs: string[]): { broken: number; expected: number } =>
  wordOrder(paragraphs.flatMap((paragraph) => sentencesOf(paragraph)))

test.for([
  'The of cat sat.',
  'They is here.',
  'We can running.',
  'It is a dogs.',
  'It is an dog.',
  'He saw cat cat and dog.',
  'This is what it was of.',
  'Go on. then go back. Then rest.',
  'People Of all kinds came to see it. They stayed.',
])('one place of "%s" is broken', (text) => {
  expect(orderOf(text).broken).toBe(1)
})

test.for([
  'Is it a lens, a bus, or a series of them?',
  'An hour ago, a user of the UI asked for an SSH key.',
  'He and she can, if they must, be there.',
  'iOS and the API are what you want to look at.',
  'no capitals here. none at all.',
  'Use `the of` as it is.',
])('nothing of "%s" is', (text) => {
  expect(orderOf(text).broken).toBe(0)
})

test('of shuffled words about as much is broken as is expected, of texts hardly anything', () => {
  const sum = { text: 0, shuffled: 0, expected: 0 }
  for (const type of ['viral_hook', 'technical']) {
    for (const [place, text] of readTexts('tuning', type).entries()) {
      sum.text += orderOf(...text.output.split('\n\n')).broken
      const { broken, expected } = orderOf(...withShuffledWords(text, 1, place).split('\n\n'))
      sum.shuffled += broken
      sum.expected += expected
    }
  }
  expect(sum.text / sum.expected).toBeLessThan(0.05)
  expect(sum.shuffled / sum.expected).toBeGreaterThan(0.8)
  expect(sum.shuffled / sum.expected).toBeLessThan(1.6)
})
