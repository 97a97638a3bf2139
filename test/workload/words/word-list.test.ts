import { expect, test } from 'vitest'
import { words } from '../../../src/workload/words/word-list.ts'

test('the word list has 512 different words of plain letters', () => {
  expect(words).toHaveLength(512)
  expect(new Set(words).size).toBe(512)
  expect(words.every((word) => /^[a-z]{2,12}$/.test(word))).toBe(true)
})
