import { expect, test } from 'vitest'
import { holdsEndMark } from '../../../src/http/answer/quiet-end.ts'
import { delta, event } from '../support/messages.ts'

const usage = event({ choices: [], usage: { prompt_tokens: 1, completion_tokens: 1 } })

function holds(...events: readonly string[]): boolean {
  return holdsEndMark({ body: Buffer.from(events.join('')) })
}

test('an end mark with something behind it, or without its line end, is found', () => {
  expect(holds(delta({ content: 'a' }), event('[DONE]'), ': bye\n\n')).toBe(true)
  expect(holds(delta({ content: 'a' }), event('[DONE]'), usage)).toBe(true)
  expect(holds(delta({ content: 'a' }), 'data: [DONE]')).toBe(true)
})

test('a finish reason is none, and nor is a text that looks like one', () => {
  expect(holds()).toBe(false)
  expect(holds(delta({ content: 'a' }, 'stop'), usage)).toBe(false)
  expect(holds(delta({ content: 'data: [DONE]\n\n' }))).toBe(false)
  expect(holds(delta({ content: 'a' }), event('[DONE]').slice(0, -4))).toBe(false)
})

test('the mark of a long stream is found behind an event that was cut for it', () => {
  const long = Array.from({ length: 100 }, () => delta({ content: 'wörter' }))
  expect(holds(...long, event('[DONE]'), usage)).toBe(true)
  expect(holds(...long)).toBe(false)
})
