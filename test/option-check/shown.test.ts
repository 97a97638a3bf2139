import { expect, test } from 'vitest'
import { property, shown } from '../../src/option-check/shown.ts'

class Answer extends Set {}

test.for<[unknown, string]>([
  [undefined, 'undefined'],
  [null, 'null'],
  [0.5, '0.5'],
  [Number.NaN, 'NaN'],
  [Number.NEGATIVE_INFINITY, '-Infinity'],
  [5n, '5n'],
  [true, 'true'],
  ['', '""'],
  ['a "b"', String.raw`"a \"b\""`],
  ['two\nlines', String.raw`"two\nlines"`],
  ['\u202Eturned\u2028', '"turned "'],
  [Symbol('a'), 'Symbol(a)'],
  [() => 1, 'a function'],
  [[], '[]'],
  [[1, [2, undefined]], '[1, [2, undefined]]'],
  [[1, 2, 3, 4, 5, 6, 7, 8, 9], '[1, 2, 3, 4, 5, 6, 7, 8, …]'],
  [{}, '{}'],
  [Object.create(null), '{}'],
  [{ text: 'x', 'a b': null }, '{ text: "x", "a b": null }'],
  [{ a: { b: { c: { d: 1 } } } }, '{ a: { b: { c: … } } }'],
  [new Answer(), 'an object of class Answer'],
  [new Map([[1, 2]]), 'an object of class Map'],
  [new Error('no'), 'an object of class Error'],
  [new Date(0), '"1970-01-01T00:00:00.000Z"'],
  [new URL('http://a/b'), '"http://a/b"'],
])('%#: %o', ([value, text]) => {
  expect(shown(value)).toBe(text)
})

test('a long value is cut, and no character of two halves is cut in two', () => {
  expect(shown('a'.repeat(1000))).toBe(`"${'a'.repeat(78)}…`)
  expect(shown(`${'a'.repeat(77)}😀😀`)).toBe(`"${'a'.repeat(77)}…`)
  expect(shown('😀'.repeat(1000))).toBe(`"${'😀'.repeat(39)}…`)
  expect(shown(Array.from({ length: 1e6 }, () => 'a'.repeat(30)))).toHaveLength(80)
})

test('a name of a property is quoted where it has to be', () => {
  expect(['maxTokens', 'x-key', '0', 'a b', 'a.b', '', 'a"\n'].map(property)).toEqual([
    'maxTokens',
    'x-key',
    '0',
    '"a b"',
    '"a.b"',
    '""',
    String.raw`"a\""`,
  ])
})
