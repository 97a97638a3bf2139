import { expect, test } from 'vitest'
import { strayError } from '../../../src/http/answer/stray-error.ts'

test('a line of JSON with an error is one, whatever follows', () => {
  const line = '{"error":"model runner crashed"}'
  expect(strayError(line, false)).toBe('model runner crashed')
  expect(strayError(`${line}\r\ndata: {}`, true)).toBe('model runner crashed')
  expect(strayError('{"error":', true)).toBeNull()
  expect(strayError('{"choices":[]}', false)).toBeNull()
})

test('plain text is an error where nothing was finished', () => {
  expect(strayError('Internal Server Error', false)).toBe('Internal Server Error')
  expect(strayError('Internal Server Error', true)).toBeNull()
  expect(strayError('hello', false)).toBeNull()
})
