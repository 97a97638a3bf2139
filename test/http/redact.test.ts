import { expect, test } from 'vitest'
import { answerRedactor, redactor } from '../../src/http/redact.ts'

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

test('a key is hidden in every usual encoding, and in whatever it was encoded with', () => {
  const key = 'sk-Abc+/0123456789~ö'
  const redact = redactor([key])
  const inside = (encoding: BufferEncoding, before: string): string =>
    Buffer.from(`${before}${key} and more`).toString(encoding)
  const said = [
    key.toUpperCase(),
    encodeURIComponent(key),
    Buffer.from(key).toString('hex'),
    ...['', 'a', 'ab', 'Authorization: Bearer '].flatMap((before) => [
      inside('base64', before),
      inside('base64url', before),
    ]),
  ]
  for (const text of said) {
    const hidden = redact(`x ${text} y`)
    expect(hidden, text).toContain('<secret>')
    // Of base64 the ends belong to its neighbours as well.
    expect(Buffer.from(hidden.split(' ')[1] ?? '', 'base64').toString(), text).not.toContain('0123')
  }
})

test('a key is hidden as pages and escaped JSON have it', () => {
  const key = `sk-'0123/456+789"==<&`
  const said = [
    JSON.stringify(key),
    JSON.stringify(key).replaceAll('/', String.raw`\/`),
    'sk-&#39;0123/456+789&quot;==&lt;&amp;',
    'sk-&#x27;0123/456+789&quot;==&lt;&amp;',
    'sk-&#x27;0123&#x2F;456+789&quot;==&lt;&amp;',
    'sk-&#x27;0123/456+789&quot;&#x3D;&#x3D;&lt;&amp;',
    'sk-\'0123/456+789"==&lt;&amp;',
    'sk&#45;&#39;0123&#47;456&#43;789&quot;&#61;&#61;&lt;&amp;',
  ]
  for (const hide of [redactor([key]), answerRedactor([key])]) {
    for (const text of said) expect(hide(`no ${text}.`)).not.toContain('0123')
  }
  expect(redactor(['sk-0123456789'])('sk&#x2d;0123456789')).toBe('<secret>')
})

test('what a model said keeps every word but the keys', () => {
  const hide = answerRedactor(['test', 'EMPTY', 'Bearer sk-0123456789', 'x'])
  const said = 'A test of Bearer tokens: EMPTY, x, bearer token.'
  expect(hide(said)).toBe(said)
  expect(hide('sk-0123456789 and SK-0123456789')).toBe('<secret> and <secret>')
  expect(hide(JSON.stringify({ a: 'sk-0123456789' }))).toBe('{"a":"<secret>"}')
  expect(answerRedactor([])(said)).toBe(said)
})

test('a short key is hidden in messages where it is a word, and nowhere inside of one', () => {
  expect(redactor(['test'])('testing a test, latest')).toBe('testing a <secret>, latest')
})
