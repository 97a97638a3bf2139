import { expect, test } from 'vitest'
import { serverText } from '../../src/http/failure.ts'
import { redactor } from '../../src/http/redact.ts'

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

test('of a text of any length only what may be shown is looked at', () => {
  const key = `sk-${'0123456789'.repeat(40)}`
  const said = serverText(`${key} `.repeat(100_000), redactor([key]))
  expect(said).toMatch(/^(?:<secret> )+/)
  expect(said).not.toContain('0123')
})
