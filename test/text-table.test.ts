import { expect, test } from 'vitest'
import { alignRows, columnWidths } from '../src/text-table.ts'

test('the first and the last column stand to the left, figures between to the right', () => {
  expect(
    alignRows([
      ['run', 'p50', 'claims'],
      ['short', '1,234', '–'],
      ['a longer name', '9.5', '2 ✓'],
    ]),
  ).toEqual(['run              p50  claims', 'short          1,234  –', 'a longer name    9.5  2 ✓'])
})

test('width is counted in columns of a terminal', () => {
  const rows = [
    ['長い名前', '1', 'x'],
    ['cafe\u0301', '22', 'y'],
  ]
  expect(columnWidths(rows)).toEqual([8, 2, 1])
  expect(alignRows(rows)).toEqual(['長い名前   1  x', 'cafe\u0301      22  y'])
})

test('colour takes no columns', () => {
  const colour = (text: string): string => `\u001B[31m${text}\u001B[39m`
  expect(
    alignRows([
      ['name', { text: '7', colour }, 'end'],
      [{ text: 'n' }, '100', 'end'],
    ]),
  ).toEqual(['name    \u001B[31m7\u001B[39m  end', 'n     100  end'])
})

test('a row may be shorter, and there may be none', () => {
  expect(alignRows([['a', 'b', 'c'], ['only']])).toEqual(['a     b  c', 'only'])
  expect(alignRows([])).toEqual([])
})
