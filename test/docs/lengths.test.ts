import { readdirSync, readFileSync, statSync } from 'node:fs'
import { expect, test } from 'vitest'

const folder = new URL('../../docs/', import.meta.url)

/** Words, as `wc -w` counts them, code and the bars of tables too. More than this nobody reads. */
const most = { all: 56_000, page: 2_500 }

/** Pages whose tables are looked things up in: how long each may be. */
const references: Readonly<Record<string, number>> = {
  'endpoints.md': 2_900,
  'metrics.md': 2_900,
  'verdicts.md': 2_800,
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

test('README is read to its end, and its pictures are quickly there', () => {
  const readme = readFileSync(new URL('../README.md', folder), 'utf8')
  expect(wordsOf(readme)).toBeLessThanOrEqual(1_700)
  const pictures = [...readme.matchAll(/!\[[^\]]+\]\(([^)]+)\)/g)].map(([, path = '']) => path)
  expect(pictures.length).toBeGreaterThan(0)
  const sizes = pictures.map((path) => statSync(new URL(`../${path}`, folder)).size)
  expect(Math.max(...sizes)).toBeLessThan(150_000)
})

test('README leads to every page', () => {
  const readme = readFileSync(new URL('../README.md', folder), 'utf8')
  expect(pages.map(({ name }) => name).filter((name) => !readme.includes(`](docs/${name})`))).toEqual([])
})

test('a page that may be longer needs it', () => {
  const needing = pages.filter(({ name, words }) => name in references && words > most.page)
  expect(needing.map(({ name }) => name)).toEqual(Object.keys(references))
})

test('all pages together are no longer than that', () => {
  expect(pages.reduce((sum, { words }) => sum + words, 0)).toBeLessThanOrEqual(most.all)
})
