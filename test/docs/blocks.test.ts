import { expect, test } from 'vitest'
import { blocksOf } from './blocks.ts'
import { sampleFile } from './sample-files.ts'

test('blocks with their lines, also in lists and in longer fences', () => {
  const text = 'A\n\n```ts\nx\n\ny\n```\n- b\n  ```sh no-check\n  z\n    w\n  ```\n````md\n```ts\n```\n````\n'
  expect(blocksOf('a.md', text)).toEqual([
    { page: 'a.md', line: 3, language: 'ts', code: 'x\n\ny' },
    { page: 'a.md', line: 9, language: 'sh', code: 'z\n  w' },
    { page: 'a.md', line: 13, language: 'md', code: '```ts\n```' },
  ])
})

test('a block without an end is an error', () => {
  expect(() => blocksOf('a.md', '```ts\nx\n')).toThrow('a.md:1: the block has no end')
})

const imports = "import { test } from 'vitest-llm-bench'"

test.for([
  [`${imports}\ntest('a', () => {})`, 'tests', 'docs/page/7.bench.ts'],
  [`// model.ts\n${imports}\nexport default 1`, 'module', 'docs/page/model.ts'],
  [
    `import { defineConfig } from 'vitest/config'\nexport default defineConfig({})`,
    'configuration',
    'docs/page/7.config.ts',
  ],
] as const)('%j is a file of %s', ([code, kind, path]) => {
  const file = sampleFile({ page: 'docs/page.md', line: 7, language: 'ts', code })
  expect({ kind: file.kind, path: file.path }).toEqual({ kind, path })
  // The first line of the code is line 8 of the page, and of the file.
  expect(file.text.split('\n')[7]).toBe(code.split('\n')[0])
})

test('a part of a test stands in one, on its own lines', () => {
  const code = `const llama = await model('a', { memoryBudget: 1 })`
  const file = sampleFile({ page: 'docs/models.md', line: 7, language: 'ts', code })
  expect(file.kind).toBe('fragment')
  expect(file.text.split('\n')[7]).toBe(code)
  expect(file.text.split('\n')[6]).toMatch(/^import .*async \(\{ .*\bmodel\b.* \}\) => \{/)
})
