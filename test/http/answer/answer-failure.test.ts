import { expect, test } from 'vitest'
import { type AnswerEnd, endFailure } from '../../../src/http/answer/answer-failure.ts'
import type { HttpFailure } from '../../../src/http/failure.ts'

function failureOf(told: Partial<AnswerEnd>): HttpFailure | null {
  const end = { finishWord: 'stop', serverError: null, generated: true, usage: null, ...told }
  return endFailure(end, (text) => text.replaceAll('hunter2', '<secret>'))
}

test('a server that gave up fails the answer with its own words, whatever came before', () => {
  expect(failureOf({ finishWord: 'abort' })).toEqual({
    class: 'server-error',
    message: 'the server gave up (finish reason: abort)',
  })
  expect(failureOf({ finishWord: 'error', serverError: 'hunter2 is gone' })).toEqual({
    class: 'server-error',
    message: '<secret> is gone',
  })
  expect(failureOf({ finishWord: 'error_hunter2\n' })?.message).toBe(
    'the server gave up (finish reason: error_<secret>)',
  )
  expect(failureOf({ finishWord: 'repetition' })).toBeNull()
})

test('a filter is a failure where it left nothing', () => {
  expect(failureOf({ finishWord: 'content_filter' })).toBeNull()
  expect(failureOf({ finishWord: 'content_filter', generated: false })).toEqual({
    class: 'content-filter',
    message: 'a filter left nothing of the answer (finish reason: content_filter)',
  })
})

test('an answer of the end token alone is empty', () => {
  expect(failureOf({ generated: false, usage: { output: 1, reasoning: null } })).toEqual({
    class: 'empty',
    message: 'the answer holds no generated token (finish reason: stop)',
  })
})

test('an answer that was all thought says so, and the way out', () => {
  const thought = (output: number, reasoning: number | null): string | undefined =>
    failureOf({ finishWord: 'length', generated: false, usage: { output, reasoning } })?.message
  expect(thought(64, 64)).toBe(
    'all 64 tokens went into reasoning that was not sent (finish reason: length): raise maxTokens',
  )
  expect(thought(64, 60)).toBe(
    '60 of 64 tokens went into reasoning that was not sent (finish reason: length): raise maxTokens',
  )
  expect(thought(64, null)).toBe(
    'all 64 tokens were generated, and none was sent (finish reason: length): raise maxTokens',
  )
  expect(
    failureOf({ finishWord: 'tool_calls', generated: false, usage: { output: 9, reasoning: null } })?.message,
  ).toBe(
    'all 9 tokens were generated, and none was sent (finish reason: tool_calls): ' +
      "look at the server's parsers of reasoning and tool calls",
  )
})
