import { expect, test } from 'vitest'
import { AnswerReading } from '../../../src/http/answer/answer-reading.ts'
import { streamEnd } from '../../../src/http/answer/stream-end.ts'
import type { HttpFailure, HttpFailureClass } from '../../../src/http/failure.ts'
import { exchangeOf } from '../support/exchange.ts'
import { delta, event } from '../support/messages.ts'

const early = delta({ content: 'a' }, 'stop') + delta({ content: 'b' }, 'stop')
const finished = delta({ content: 'a' }) + delta({}, 'stop')
const usage = event({ choices: [], usage: { prompt_tokens: 3, completion_tokens: 2 } })

function endOf(text: string, broken: HttpFailureClass | null): { failure: HttpFailureClass | null; unended: boolean } {
  const failure: HttpFailure | null = broken === null ? null : { class: broken, message: 'broken' }
  const exchange = exchangeOf([text], { failure })
  const reading = new AnswerReading(exchange, 'chat')
  reading.readAll()
  const end = streamEnd(exchange, reading)
  return { failure: end.failure?.class ?? null, unended: end.unended }
}

test.for(['reset', 'truncated'] as const)('%s behind a finish reason is a failure', (broken) => {
  for (const text of [early, finished, finished + usage]) expect(endOf(text, broken).failure).toBe(broken)
})

test.for(['reset', 'truncated', 'stall', 'total-timeout'] as const)('%s behind the end mark is none', (broken) => {
  for (const text of [early, finished, delta({ content: 'a' })])
    expect(endOf(text + event('[DONE]'), broken)).toEqual({ failure: null, unended: false })
})

test("the body's end ends an answer with a finish reason, and only such a one", () => {
  expect(endOf(early, null)).toEqual({ failure: null, unended: false })
  expect(endOf(finished, null)).toEqual({ failure: null, unended: false })
  expect(endOf(delta({ content: 'a' }), null)).toEqual({ failure: 'truncated', unended: false })
})

test('silence behind a finish reason counts as an end, and is said to be none', () => {
  for (const text of [early, finished, finished + usage])
    expect(endOf(text, 'stall')).toEqual({ failure: null, unended: true })
  expect(endOf(delta({ content: 'a' }), 'stall')).toEqual({ failure: 'stall', unended: false })
})

test('a total time-out cuts a stream that says in every chunk that it is over', () => {
  expect(endOf(finished, 'total-timeout')).toEqual({ failure: null, unended: true })
  expect(endOf(early, 'total-timeout')).toEqual({ failure: 'total-timeout', unended: false })
})

test('what the server says of itself comes before how its connection went', () => {
  expect(endOf(delta({ content: 'a' }, 'abort'), 'reset').failure).toBe('server-error')
  expect(endOf(finished, 'aborted').failure).toBe('aborted')
})
