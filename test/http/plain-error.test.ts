import { expect, test } from 'vitest'
import { pageTitle, plainError } from '../../src/http/plain-error.ts'

test.each([
  'error',
  'ERROR: x',
  'upstream request timeout',
  '503 Service Unavailable',
  '[ERROR] x',
  'Too many requests',
])('%j speaks of an error', (text) => {
  expect(plainError(text)).toBe(text)
})

test.each(['', 'hello', '{"error": "cut', '["error"', '"error', '[DONE]', 'terror', `${'x '.repeat(200)} error`])(
  '%j does not',
  (text) => {
    expect(plainError(text)).toBeNull()
  },
)

test('a page is told by its title, or its first heading', () => {
  expect(plainError('<!doctype html><title>\n502 Bad Gateway </title>')).toBe('a web page: 502 Bad Gateway')
  expect(plainError('<h1>Error 1020</h1>')).toBe('a web page: Error 1020')
  expect(plainError('<p>error</p>')).toBeNull()
  expect(pageTitle('<h2 class="x">Hi</h2>')).toBe('Hi')
})
