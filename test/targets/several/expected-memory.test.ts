import { copyFileSync, existsSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import type { WantedModel } from '../../../src/models/wanted-model.ts'
import { expectedMemory } from '../../../src/targets/several/expected-memory.ts'
import { microFile, plainOptions } from '../../engines/llama-cpp/loaded-engine.ts'
import { temporaryFolder } from '../../models/temporary-folder.ts'

function wanted(spec: string, root: string, options = plainOptions): WantedModel {
  return {
    spec,
    options,
    registry: {},
    root,
    cacheDirectory: join(root, 'cache'),
    downloads: { mirrors: [], maxBytes: null },
  }
}

test('what a synthetic model takes is known without its file, and grows with its context', async () => {
  await using folder = await temporaryFolder()
  const spec = 'synthetic:llama-3.1-8b@F16'
  const bytes = (await expectedMemory(wanted(spec, folder.path))) ?? 0
  expect(bytes).toBeGreaterThan(16e9)
  expect(bytes).toBeLessThan(17e9)
  expect(await expectedMemory(wanted(spec, folder.path, { ...plainOptions, contextSize: 8192 }))).toBeGreaterThan(
    bytes + 0.9e9,
  )
  expect(existsSync(join(folder.path, 'cache'))).toBe(false)
})

test('what a file takes is known by its header, as the same model by its shape', async () => {
  await using folder = await temporaryFolder()
  copyFileSync((await microFile()).path, join(folder.path, 'tiny.gguf'))
  const byFile = await expectedMemory(wanted('./tiny.gguf', folder.path))
  expect(byFile).toBeGreaterThan(0)
  expect(byFile).toBe(await expectedMemory(wanted('synthetic:micro', folder.path)))
})

test('of what is not here, is no model, or runs on a GPU nothing is expected', async () => {
  await using folder = await temporaryFolder()
  writeFileSync(join(folder.path, 'none.gguf'), 'no model')
  for (const spec of ['hf:nobody/has-this-one:Q8_0', './missing.gguf', './none.gguf', 'unnamed'])
    expect(await expectedMemory(wanted(spec, folder.path)), spec).toBeNull()
  expect(await expectedMemory(wanted('synthetic:micro', folder.path, { ...plainOptions, backend: 'cuda' }))).toBeNull()
})
