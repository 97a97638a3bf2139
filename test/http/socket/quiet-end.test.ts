import { expect, test } from 'vitest'
import { quietMs, quietPatienceMs } from '../../../src/http/socket/quiet-end.ts'
import { delta, event } from '../support/messages.ts'

const usage = event({ choices: [], usage: { prompt_tokens: 1, completion_tokens: 1 } })

function patience(...events: readonly string[]): number {
  return quietPatienceMs({ body: Buffer.from(events.join('')) })
}

test('an end mark, or a finish reason and token counts, need the shortest silence', () => {
  expect(patience(delta({ content: 'a' }), event('[DONE]'))).toBe(quietMs)
  expect(patience(delta({}, 'stop'), usage)).toBe(quietMs)
  expect(patience(event({ choices: [{ text: 'a', finish_reason: 'length' }] }), usage)).toBe(quietMs)
})

test('token counts that may still come are waited for longer', () => {
  expect(patience(delta({}, 'stop'))).toBeGreaterThan(quietMs)
  expect(patience(delta({}, 'stop'))).toBeLessThan(10 * quietMs)
})

test('what has no finish reason is never over, whatever its text says', () => {
  const never = Number.POSITIVE_INFINITY
  expect(patience()).toBe(never)
  expect(patience(delta({ content: 'a' }))).toBe(never)
  expect(patience(delta({ content: '"finish_reason":"stop" [DONE]' }))).toBe(never)
  expect(patience(delta({ content: 'a' }), usage)).toBe(never)
  expect(patience(delta({}, 'stop').slice(0, -30))).toBe(never)
})

test('the end of a long stream is found behind an event that was cut for it', () => {
  const long = Array.from({ length: 100 }, () => delta({ content: 'wörter' }))
  expect(patience(...long, delta({}, 'stop'), usage)).toBe(quietMs)
  expect(patience(...long)).toBe(Number.POSITIVE_INFINITY)
})
