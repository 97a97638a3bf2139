import { describe, expect, test } from 'vitest'
import {
  displayWidth,
  plainExcerpt,
  plainJson,
  plainName,
  plainSentence,
  plainText,
  truncate,
} from '../src/plain-text.ts'
import { hostileCharacters, hostileName } from './reporters/hostile.ts'

test('hostile text becomes one printable line', () => {
  const text = plainText(hostileName)
  expect(text).toContain('<script>alert(1)</script> `code`')
  expect(text).toContain('red')
  expect(text).not.toMatch(/[\p{Cc}\p{Cf}\p{Cs}]/u)
})

test.for(hostileCharacters)('%s goes', ([, hostile]) => {
  expect(plainText(`a${hostile}b`)).toMatch(/^a ?b$/u)
  expect(plainText(`${hostile}a b${hostile}`)).toBe('a b')
  // What goes leaves no two spaces behind.
  expect(plainText(`a ${hostile} b`)).toBe('a b')
})

test('terminal sequences go whole', () => {
  expect(plainText('\u001B[1;31mred\u001B[0m \u001B]8;;http://x\u0007link\u001B]8;;\u0007')).toBe('red link')
})

test('line breaks of every kind keep words apart', () => {
  expect(plainText('a\r\nb\u0085c\u2028d\u2029e\tf')).toBe('a b c d e f')
})

describe('parts of a message', () => {
  const name = `${'a'.repeat(100)}\u202E${'z'.repeat(100)}`

  test('a name keeps its beginning and its end', () => {
    expect(plainName('short\n')).toBe('short')
    expect(plainName(name)).toMatch(/^a{71}…z{48}$/u)
  })

  test('a sentence is kept whole but for its words', () => {
    const sentence = `the run "${name}" ${'was short '.repeat(20)}\u001B[2J`
    expect(plainSentence(sentence)).toMatch(/^the run "a+…z+" (?:was short ){19}was short$/u)
  })

  test('an excerpt keeps its beginning', () => {
    expect(plainExcerpt(name, 101)).toBe(`${'a'.repeat(100)}…`)
    expect(plainExcerpt('長い名前 and more', 6)).toBe('長い…')
  })
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

test('JSON is written without characters that a terminal obeys, and is the same value', () => {
  const value = {
    'a\u009B31m': ['\u001B]52;c;aGk=\u0007', '\u007F\u0085\u202Egnp.exe\u2066\u2028\u2029\u200B\uFEFF\u{E0001}'],
  }
  const text = plainJson(JSON.stringify(value, null, 2))
  expect(JSON.parse(text)).toEqual(value)
  expect(text.replaceAll('\n', '')).not.toMatch(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/u)
  expect(plainJson('{"a":"ü \u{1F600}"}')).toBe('{"a":"ü \u{1F600}"}')
})
