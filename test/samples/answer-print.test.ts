import { expect, test } from 'vitest'
import { answerPrint } from '../../src/samples/answer-print.ts'

test('equal answers have one print, and each part counts', () => {
  const answer = { text: 'seven', reasoning: 'three and four', toolCalls: '[]' }
  expect(answerPrint({ ...answer })).toBe(answerPrint(answer))
  const others = [
    { ...answer, text: 'Seven' },
    { ...answer, reasoning: 'four and three' },
    { ...answer, toolCalls: '[1]' },
    { text: 'seven' },
    { text: '', reasoning: 'seven' },
    { text: '' },
  ]
  expect(new Set([answer, ...others].map(answerPrint)).size).toBe(7)
})

test('of 20,000 answers no two have the same print by chance, or hardly one', () => {
  const prints = new Set(Array.from({ length: 20_000 }, (_, number) => answerPrint({ text: `answer ${number}` })))
  expect(prints.size).toBeGreaterThan(19_997)
})
