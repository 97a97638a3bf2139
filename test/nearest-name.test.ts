import { expect, test } from 'vitest'
import { editDistance, knownNames, nearestName } from '../src/nearest-name.ts'

test('edit distance counts insertions, deletions and replacements', () => {
  expect(editDistance('', 'abc')).toBe(3)
  expect(editDistance('kitten', 'sitting')).toBe(3)
  expect(editDistance('flaw', 'lawn')).toBe(2)
  expect(editDistance('same', 'same')).toBe(0)
})

test('the nearest name is found in any case, and none when all are far', () => {
  const names = ['tinyllama-1.1b', 'gpt2', 'gpt2-xl']
  expect(nearestName('TinyLama-1.1B', names)).toBe('tinyllama-1.1b')
  expect(nearestName('gtp2', names)).toBe('gpt2')
  expect(nearestName('mistral-7b', names)).toBeNull()
  expect(nearestName('x', [])).toBeNull()
  // Of three letters two are most of them.
  expect(nearestName('pdf', ['bmf', 'csv'])).toBeNull()
  expect(nearestName('bmp', ['bmf', 'csv'])).toBe('bmf')
})

test('the known names end an error line', () => {
  expect(knownNames('gtp2', ['gpt2', 'micro'])).toBe('; did you mean "gpt2"? (known: gpt2, micro)')
  expect(knownNames('zzzzzz', ['gpt2', 'micro'])).toBe(' (known: gpt2, micro)')
})
