import { expect, test } from 'vitest'
import { displayWidth, plainText, truncate } from '../../../reporters/words/text.ts'
import { hostileName } from '../hostile.ts'

test('hostile text becomes one printable line', () => {
  const text = plainText(hostileName)
  expect(text).toContain('<script>alert(1)</script> `code`')
  expect(text).toContain('red')
  expect(text).not.toMatch(/[\p{Cc}\p{Cf}\p{Cs}]/u)
})

test('terminal sequences go whole', () => {
  expect(plainText('\u001B[1;31mred\u001B[0m \u001B]8;;http://x\u0007link\u001B]8;;\u0007')).toBe('red link')
})

test('truncation counts columns, not code units', () => {
  expect(truncate('short', 10)).toBe('short')
  expect(truncate('a rather long name', 9)).toBe('a ra…name')
  expect(truncate('chat: 8 clients, again (2)', 16)).toBe('chat: 8 c…in (2)')
  expect(displayWidth(truncate('長い名前のベンチマーク', 9))).toBeLessThanOrEqual(9)
  expect(displayWidth(truncate('長い名前のベンチマーク', 1))).toBe(1)
  expect(truncate('cafe\u0301 cafe\u0301', 4)).not.toMatch(/…\p{M}/u)
  expect(displayWidth('é')).toBe(1)
})
