import { expect, test } from 'vitest'
import { answerCheck } from '../../src/targets/answer-validation.ts'
import { answerValidator, type ValidatedResponse } from '../../src/workload/validate-answer.ts'
import { completedSample } from '../support/samples.ts'

const sample = { ...completedSample(0, 10), text: 'forty-two' }

test('the answer is seen whole: text, reasoning, calls, how it ended and its tokens', () => {
  const seen: ValidatedResponse[] = []
  const check = answerCheck((response) => {
    seen.push(response)
    return true
  })
  const toolCalls = JSON.stringify([
    { id: 'c1', name: 'add', arguments: '{"a":1}' },
    { name: 'broken', arguments: '{"a":' },
  ])
  expect(check({ ...sample, reasoning: 'hm', toolCalls })).toBeNull()
  expect(check(sample)).toBeNull()
  expect(seen).toEqual([
    {
      text: 'forty-two',
      reasoning: 'hm',
      toolCalls: [
        { id: 'c1', name: 'add', arguments: { a: 1 } },
        // The model's own text where it is no JSON.
        { id: null, name: 'broken', arguments: '{"a":' },
      ],
      finish: 'length',
      tokens: sample.tokens,
    },
    { text: 'forty-two', reasoning: '', toolCalls: [], finish: 'length', tokens: sample.tokens },
  ])
})

test('what it refuses is a failure of its own class, with its reason', () => {
  expect(answerCheck(({ text }) => (text === '' ? true : `"${text}" is no number`))(sample)).toEqual({
    class: 'invalid-answer',
    message: '"forty-two" is no number',
  })
})

test('a schema and a function that throws are reasons too, and never an exception', async () => {
  const schema = answerCheck(await answerValidator({ type: 'object', required: ['a'] }))
  expect(schema({ ...sample, text: '{"a":1}' })).toBeNull()
  expect(schema({ ...sample, text: '{"b":1}' })?.message).toBe("answer must have required property 'a'")
  expect(schema(sample)?.message).toMatch(/^not JSON: /)
  const throwing = answerCheck(
    await answerValidator(() => {
      throw new Error('a bug')
    }),
  )
  expect(throwing(sample)).toEqual({ class: 'invalid-answer', message: 'validate threw: a bug' })
})
