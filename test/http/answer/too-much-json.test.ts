import { expect, test } from 'vitest'
import { tooMuchJson } from '../../../src/http/answer/too-much-json.ts'

test('long and deep texts are too much, brackets inside of strings are not', () => {
  expect(tooMuchJson('['.repeat(65_000))).toBeNull()
  expect(tooMuchJson('['.repeat(70_000))).toBe('JSON nested more than 1000 levels deep')
  expect(tooMuchJson(`${'{"a":'.repeat(2000)}${' '.repeat(60_000)}`)).toBe('JSON nested more than 1000 levels deep')
  expect(tooMuchJson(JSON.stringify(['['.repeat(70_000), '"[\\\\'.repeat(20_000)]))).toBeNull()
  expect(tooMuchJson(JSON.stringify(Array.from({ length: 50_000 }, () => ({ a: [1] }))))).toBeNull()
  expect(tooMuchJson(`"${'\\'.repeat(70_000)}`)).toBeNull()
  expect(tooMuchJson(' '.repeat(2 ** 24 + 1))).toBe('16.8 MB of JSON in one piece')
})
