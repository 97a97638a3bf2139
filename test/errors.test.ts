import { expect, test } from 'vitest'
import { LlmBenchError } from '../src/errors.ts'

test('a message is one line that a terminal only prints', () => {
  const { message } = new LlmBenchError(
    'engine-failed',
    'bench "a\u001B]52;c;aGk=\u0007\u009B31m\u202Eb": no\r\n  answer',
  )
  expect(message).toBe('bench "ab": no answer')
})
