import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { fileBytesOf } from '../../src/models/file-bytes.ts'
import { temporaryFolder } from './temporary-folder.ts'

test('a file has its size, a split one that of all parts, a synthetic one what it will have', async () => {
  await using folder = await temporaryFolder()
  const root = folder.path
  for (const [name, bytes] of [
    ['a.gguf', 10],
    ['b-00001-of-00002.gguf', 20],
    ['b-00002-of-00002.gguf', 3],
  ] as const)
    writeFileSync(join(root, name), 'x'.repeat(bytes))
  const context = { registry: { mine: './a.gguf' }, root }
  expect(fileBytesOf('./a.gguf', context)).toBe(10)
  expect(fileBytesOf('mine', context)).toBe(10)
  expect(fileBytesOf('./b-00001-of-00002.gguf', context)).toBe(23)
  const [full, quantized] = ['F32', 'Q4_0'].map((name) => fileBytesOf(`synthetic:micro@${name}`, context) ?? 0)
  expect((full ?? 0) / (quantized ?? 1)).toBeGreaterThan(3)
})

test.for(['hf:user/repository:Q4_0', './missing.gguf', 'synthetic:nothing', 'nobody'])(
  'of %s nobody knows it',
  (spec) => {
    expect(fileBytesOf(spec, { registry: {}, root: '/' })).toBeNull()
  },
)
