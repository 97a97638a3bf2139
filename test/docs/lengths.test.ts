import { readdirSync, readFileSync } from 'node:fs'
import { expect, test } from 'vitest'

const folder = new URL('../../docs/', import.meta.url)

/** Words, as `wc -w` counts them, code and the bars of tables too. More than this nobody reads. */
const most = { all: 55_000, page: 2_500 }

/** Pages whose tables are looked things up in: how long each may be. */
const references: Readonly<Record<string, number>> = {
  'endpoints.md': 2_900,
  'metrics.md': 2_900,
  'verdicts.md': 2_700,
}

const pages = readdirSync(folder)
  .filter((name) => name.endsWith('.md'))
  .map((name) => ({ name, words: wordsOf(readFileSync(new URL(name, folder), 'utf8')) }))

function wordsOf(text: string): number {
  return text.split(/\s+/).filter((word) => word !== '').length
}

test('no page is longer than people read', () => {
  const long = pages.filter(({ name, words }) => words > (references[name] ?? most.page))
  expect(long.map(({ name, words }) => `docs/${name}: ${words} words`)).toEqual([])
})

test('a page that may be longer needs it', () => {
  const needing = pages.filter(({ name, words }) => name in references && words > most.page)
  expect(needing.map(({ name }) => name)).toEqual(Object.keys(references))
})

test('all pages together are no longer than that', () => {
  expect(pages.reduce((sum, { words }) => sum + words, 0)).toBeLessThanOrEqual(most.all)
})
