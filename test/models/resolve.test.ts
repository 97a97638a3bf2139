import { copyFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { registryOf } from '../../src/models/registry/entry.ts'
import { resolveModel, type ResolveOptions } from '../../src/models/resolve.ts'
import { errorLine } from './error-line.ts'
import { noRealModel, realModel } from './real-model.ts'
import { temporaryFolder } from './temporary-folder.ts'

function options(folder: string): ResolveOptions {
  return {
    registry: registryOf({ tiny: 'synthetic:micro@Q8_0#3', mine: 'copy.gguf' }),
    root: folder,
    cacheDirectory: join(folder, 'cache'),
    downloads: { mirrors: [], maxBytes: null },
  }
}

test('a synthetic model is written once, by name or by spec', async () => {
  await using folder = await temporaryFolder()
  const lines: string[] = []
  const model = await resolveModel('tiny', {
    ...options(folder.path),
    onProgress: ({ text, doneBytes, totalBytes }) => {
      expect(doneBytes).toBeLessThanOrEqual(totalBytes ?? 0)
      lines.push(text)
    },
  })
  const path = join(folder.path, 'cache', 'synthetic', 'micro-Q8_0-seed3-v1.gguf')
  expect(model).toMatchObject({ source: 'synthetic', spec: 'tiny', path, header: { layers: 2 } })
  expect(lines.at(-1)).toBe('writing synthetic micro Q8_0 seed 3: 1.41 MB of 1.41 MB')

  lines.length = 0
  const again = await resolveModel('synthetic:micro@q8_0#3', {
    ...options(folder.path),
    onProgress: ({ text }) => lines.push(text),
  })
  expect(again).toMatchObject({ path })
  expect(lines).toEqual([])
})

test('a synthetic model given by path is still synthetic', async () => {
  await using folder = await temporaryFolder()
  const written = await resolveModel('tiny', options(folder.path))
  await copyFile(written.path, join(folder.path, 'copy.gguf'))
  expect(await resolveModel('mine', options(folder.path))).toMatchObject({
    source: 'synthetic',
    spec: 'mine',
    path: join(folder.path, 'copy.gguf'),
  })
})

test('a trained model is a file', async ({ skip }) => {
  if (noRealModel !== false) skip(noRealModel)
  expect(await resolveModel(realModel, options('/'))).toMatchObject({
    source: 'file',
    path: realModel,
    header: { name: 'stories260K', synthetic: false },
  })
})

test('errors come through', async () => {
  await using folder = await temporaryFolder()
  const line = async (spec: string): Promise<string> =>
    errorLine(async () => resolveModel(spec, options(folder.path)), folder.path)
  expect(await line('user/repo:Q4_K_M')).toBe(
    'model-not-found: no model file "user/repo:Q4_K_M"; for the repository on Hugging Face give "hf:user/repo:Q4_K_M"',
  )
  expect(await line('mine')).toContain('model-not-found: no model file "<folder>/copy.gguf"')
  expect(await line('tine')).toContain('did you mean "tiny"?')
})
