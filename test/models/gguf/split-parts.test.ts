import { rename, rm, stat, truncate } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { readGgufHeader } from '../../../src/models/gguf/gguf-header.ts'
import { filesOfModel, splitPlace } from '../../../src/models/gguf/split-parts.ts'
import { ensureSynthetic } from '../../../src/models/synthetic/synthetic.ts'
import { errorLine } from '../error-line.ts'
import { temporaryFolder } from '../temporary-folder.ts'
import { writeSplitMicro } from './split-model.ts'

test('the parts of a split model are known by the name of one', () => {
  expect(splitPlace('/m/a-00002-of-00003.gguf')).toEqual({
    part: 2,
    files: ['/m/a-00001-of-00003.gguf', '/m/a-00002-of-00003.gguf', '/m/a-00003-of-00003.gguf'],
  })
  for (const path of ['/m/a.gguf', '/m/a-1-of-3.gguf', '/m/a-00001-of-00000.gguf'])
    expect(filesOfModel(path)).toEqual([path])
})

test('parameters, quantization and sizes of a split model are those of the whole one', async () => {
  await using folder = await temporaryFolder()
  const files = await writeSplitMicro(folder.path)
  const model = { shape: 'micro', quantization: 'Q4_0', seed: 0 } as const
  const whole = (await ensureSynthetic(model, { folder: folder.path, maxBytes: 1e9 })).header
  const split = await readGgufHeader(files[0] ?? '')
  const sizes = await Promise.all(files.map(async (file) => (await stat(file)).size))
  expect(split).toMatchObject({
    files,
    parameters: whole.parameters,
    quantization: whole.quantization,
    layers: whole.layers,
    fileBytes: sizes.reduce((sum, size) => sum + size),
  })
  expect(split.tensorDataEnd).toBeGreaterThan(0.95 * whole.tensorDataEnd)
})

test('a split model that lacks a part, or is asked for by a wrong one, is refused with the way out', async () => {
  await using folder = await temporaryFolder()
  const [first = '', second = '', third = ''] = await writeSplitMicro(folder.path)
  const lineOf = async (path: string): Promise<string> =>
    await errorLine(async () => await readGgufHeader(path), folder.path)
  await truncate(third, 1000)
  expect(await lineOf(first)).toContain('micro-00003-of-00003.gguf" is cut short')
  await rm(third)
  expect(await lineOf(first)).toMatch(/is the first of 3 parts and ".*micro-00003-of-00003.gguf" is missing; put all/)
  expect(await lineOf(second)).toMatch(/is part 2 of 3; give the first: ".*micro-00001-of-00003.gguf"/)
  const renamed = join(folder.path, 'mine.gguf')
  await rename(first, renamed)
  expect(await lineOf(renamed)).toContain(
    'is a part of a model in 3 files, whose names must end in -00001-of-00003.gguf',
  )
})
