import { expect, test } from 'vitest'
import { redactor, serverText } from '../../src/http/failure.ts'

test('known secrets and bearer tokens are replaced, the longest first', () => {
  const redact = redactor(['key', 'Bearer key-and-more', 'a.b+c'])
  expect(redact('key-and-more, key, a.b+c, axb+c, a.b%2Bc')).toBe('<secret>, <secret>, <secret>, axb+c, <secret>')
  expect(redact('authorization: bearer unknown-token')).toBe('authorization: Bearer <secret>')
})

test('credentials are hidden with their scheme and without, whatever it is', () => {
  const redact = redactor(['Token abc.def', 'my team name'])
  expect(redact('bad "Token abc.def", abc.def')).toBe('bad "<secret>", <secret>')
  expect(redact('no my team name, no team name')).toBe('no <secret>, no <secret>')
})

test('Basic credentials are hidden decoded too, parts that are ordinary words only together', () => {
  const basic = (text: string): string => `Basic ${Buffer.from(text).toString('base64')}`
  const redact = redactor([basic('service-7:p:ss wörd'), basic('admin:pass')])
  const bare = Buffer.from('admin:pass').toString('base64')
  expect(redact(`${bare}, ${encodeURIComponent(bare)}`)).toBe('<secret>, <secret>')
  expect(redact('service-7 with p:ss wörd, p%3Ass%20w%C3%B6rd')).toBe('<secret> with <secret>, <secret>')
  expect(redact('admin:pass, the admin may pass')).toBe('<secret>, the admin may pass')
  expect(redactor(['Basic ???'])('a b ???')).toBe('a b <secret>')
})

test('a very short secret is replaced as a word, and an empty one nowhere', () => {
  expect(redactor(['x', ''])('x exists, "x"')).toBe('<secret> exists, "<secret>"')
})

test('a secret that invisible characters lie in is hidden too', () => {
  const redact = redactor(['sk-0123456789'])
  expect(serverText('key sk-\u200B01234\u001B[1m56789 is unknown', redact)).toBe('key <secret> is unknown')
})

test('text of a server becomes one short visible line', () => {
  const redact = redactor([])
  expect(serverText(' a\n\tb\u202Ec\u2028d\u0007\uD800', redact)).toBe('a bc d')
  expect(serverText('x'.repeat(201), redact)).toBe(`${'x'.repeat(199)}…`)
  expect(serverText('\u{1F600}'.repeat(200), redact).isWellFormed()).toBe(true)
})
