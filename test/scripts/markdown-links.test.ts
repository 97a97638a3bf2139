import { expect, test } from 'vitest'
import { brokenLinks } from '../../scripts/markdown-links.ts'

/** Problems of the first page; every page and `logo.svg` are there to be linked to. */
function problemsOf(text: string, others: Readonly<Record<string, string>> = {}): string[] {
  const pages = new Map(Object.entries({ 'docs/page.md': text, ...others }))
  return brokenLinks(pages, new Set([...pages.keys(), 'docs/logo.svg']))
}

test('links to files and headings that are there', () => {
  const text = `
# The page: \`a\`, *b* & [c](other.md)!
## Twice
## Twice
See [itself](#the-page-a-b--c), [again](#twice-1), [the other](other.md "title"), [its part](other.md#größe_x),
[README](../README.md#top), ![logo](logo.svg), <a href="other.md">html</a>, [angle](<other.md>) and [ref].

[ref]: other.md#set
`
  const others = { 'docs/other.md': '# Größe_x\n<a id="set"></a>\n', 'README.md': 'Top\n\n# Top #\n' }
  expect(problemsOf(text, others)).toEqual([])
})

test.for([
  ['[a](other.md)', 'docs/page.md links to other.md, and there is no docs/other.md'],
  ['[a](../src/a.ts#L3)', 'docs/page.md links to ../src/a.ts#L3, and there is no src/a.ts'],
  ['![a](a.svg)', 'docs/page.md links to a.svg, and there is no docs/a.svg'],
  ['[a]: other.md', 'docs/page.md links to other.md, and there is no docs/other.md'],
  ['<img src="a.png">', 'docs/page.md links to a.png, and there is no docs/a.png'],
  ['[a](/README.md)', 'docs/page.md links to /README.md, and there is no docs/README.md'],
  ['# One\n[a](#two)', 'docs/page.md links to #two, and docs/page.md has no such heading'],
  ['# One\n[a](#one-1)', 'docs/page.md links to #one-1, and docs/page.md has no such heading'],
  ['```\n# Two\n```\n[a](#two)', 'docs/page.md links to #two, and docs/page.md has no such heading'],
] as const)('%s', ([text, problem]) => {
  expect(problemsOf(text)).toEqual([problem])
})

test('the web, mail and what is only shown as code are not looked at', () => {
  const text = '[a](https://example.com/x#y) [b](mailto:a@b.c) `[c](c.md)` ``[d](`d.md)``\n\n~~~md\n[e](e.md)\n~~~\n'
  expect(problemsOf(text)).toEqual([])
})
