import { expect, test } from 'vitest'
import { redactor, serverText } from '../../src/http/failure.ts'

test('known secrets and bearer tokens are replaced, the longest first', () => {
  const redact = redactor(['key', 'Bearer key-and-more', 'a.b+c'])
  expect(redact('key-and-more, key, a.b+c, axb+c, a.b%2Bc')).toBe('<secret>, <secret>, <secret>, axb+c, <secret>')
  expect(redact('authorization: bearer unknown-token')).toBe('authorization: Bearer <secret>')
})

test('a very short secret is replaced as a word, and an empty one nowhere', () => {
  expect(redactor(['x', ''])('x exists, "x"')).toBe('<secret> exists, "<secret>"')
})

test('text of a server becomes one short visible line', () => {
  const redact = redactor([])
  expect(serverText(' a\n\tb\u202Ec\u2028d\u0007\uD800', redact)).toBe('a bc d \uFFFD')
  expect(serverText('x'.repeat(201), redact)).toBe(`${'x'.repeat(199)}…`)
  expect(serverText('\u{1F600}'.repeat(200), redact).isWellFormed()).toBe(true)
})
