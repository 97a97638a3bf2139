import { copyFile, mkdir, readFile, stat, truncate, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { readGgufHeader } from '../../../src/models/gguf/gguf-header.ts'
import { ensureSynthetic } from '../../../src/models/synthetic/synthetic.ts'
import { errorLine } from '../error-line.ts'
import { layoutGguf } from '../../../src/models/gguf/gguf-writer.ts'
import { writableTypes } from '../../../src/models/gguf/ggml-types.ts'
import { noRealModel, realModel } from '../real-model.ts'
import { temporaryFolder } from '../temporary-folder.ts'

async function microModel(folder: string): Promise<string> {
  const model = { shape: 'micro', quantization: 'Q4_K', seed: 0 } as const
  return (await ensureSynthetic(model, { folder, maxBytes: 1e9 })).path
}

test('a synthetic model is known from its header', async () => {
  await using folder = await temporaryFolder()
  const path = await microModel(folder.path)
  const { size } = await stat(path)
  expect(await readGgufHeader(path)).toEqual({
    architecture: 'llama',
    name: 'synthetic micro Q4_K seed 0',
    fileType: 15,
    reads: {
      activeParameters: 1_312_000,
      experts: null,
      sharedBytes: 818_432,
      rowBytes: 0,
      expertBytes: 0,
      embedding: 256,
      multiplied: 1_179_648,
      outputParameters: 131_072,
      caches: [{ layers: 2, kept: 2, heads: 4, keys: 128, values: 128, queries: 512, window: null, chunked: false }],
    },
    weights: {
      tensorBytes: 818_432,
      layerBytes: [333_824, 376_064],
      outputBytes: 108_544,
      // The output is tied to the embedding, and may be kept once more in another order.
      repackable: { Q4_K: 571_392, Q6_K: 241_920 },
      embedding: 256,
      feedForward: 1024,
      vocabulary: 512,
      merges: 0,
    },
    quantization: 'Q4_K_M',
    parameters: 1_312_000,
    layers: 2,
    contextLength: 2048,
    embeddingLength: 256,
    vocabularySize: 512,
    synthetic: true,
    chatTemplate: null,
    toolTemplate: null,
    pooling: null,
    causal: true,
    files: [path],
    fileBytes: size,
    tensorDataEnd: size,
  })
})

test('a trained model is read', async ({ skip }) => {
  if (noRealModel !== false) skip(noRealModel)
  expect(await readGgufHeader(realModel)).toEqual({
    architecture: 'llama',
    name: 'stories260K',
    fileType: 0,
    reads: {
      activeParameters: 292_800,
      experts: null,
      sharedBytes: 1_040_128,
      rowBytes: 256,
      expertBytes: 0,
      embedding: 64,
      multiplied: 226_560,
      outputParameters: 32_768,
      caches: [{ layers: 5, kept: 5, heads: 8, keys: 32, values: 32, queries: 128, window: null, chunked: false }],
    },
    weights: {
      tensorBytes: 1_171_200,
      layerBytes: [181_760, 181_760, 181_760, 181_760, 181_760],
      outputBytes: 131_328,
      repackable: { F32: 596_992 },
      embedding: 64,
      feedForward: 344,
      vocabulary: 512,
      merges: 0,
    },
    quantization: 'F32',
    parameters: 292_800,
    layers: 5,
    contextLength: 512,
    embeddingLength: 64,
    vocabularySize: 512,
    synthetic: false,
    chatTemplate: null,
    toolTemplate: null,
    pooling: null,
    causal: true,
    files: [realModel],
    fileBytes: 1_185_472,
    tensorDataEnd: 1_185_472,
  })
})

test('a trained model cut short is refused wherever it is cut', async ({ skip }) => {
  if (noRealModel !== false) skip(noRealModel)
  await using folder = await temporaryFolder()
  const path = join(folder.path, 'cut.gguf')
  for (const bytes of [1_185_471, 1_000_000, 14_000, 5000, 20, 6]) {
    await copyFile(realModel, path)
    await truncate(path, bytes)
    expect(await errorLine(async () => readGgufHeader(path))).toMatch(
      /^model-invalid: .*(?:cut short|ends inside its header)/,
    )
  }
})

test('a file cut short tells both sizes', async () => {
  await using folder = await temporaryFolder()
  const path = await microModel(folder.path)
  await truncate(path, 800_000)
  expect(await errorLine(async () => readGgufHeader(path), folder.path)).toMatchInlineSnapshot(
    `"model-invalid: model file "<folder>/micro-Q4_K-seed0-v1.gguf" is cut short: 831,712 bytes expected, 800,000 found; download or copy it again"`,
  )
  await truncate(path, 3000)
  expect(await errorLine(async () => readGgufHeader(path), folder.path)).toMatchInlineSnapshot(
    `"model-invalid: model file "<folder>/micro-Q4_K-seed0-v1.gguf" ends inside its header: byte 3003 is needed, the file has 3000; it is cut short or damaged: download or copy it again"`,
  )
})

test('a missing file, a directory and other files are refused', async () => {
  await using folder = await temporaryFolder()
  const line = async (name: string, content?: string | Buffer): Promise<string> => {
    const path = join(folder.path, name)
    if (content !== undefined) await writeFile(path, content)
    return errorLine(async () => readGgufHeader(path), folder.path)
  }
  await mkdir(join(folder.path, 'models'))
  expect(await line('missing.gguf')).toMatchInlineSnapshot(
    `"model-not-found: no model file "<folder>/missing.gguf"; check the path, or use hf:<user>/<repository> or synthetic:<shape>"`,
  )
  expect(await line('models')).toMatchInlineSnapshot(
    `"model-invalid: model file "<folder>/models" is a directory; give the path of a .gguf file in it"`,
  )
  expect(await line('empty.gguf', '')).toMatchInlineSnapshot(
    `"model-invalid: model file "<folder>/empty.gguf" is not a GGUF model but an empty file: download it again"`,
  )
  expect(await line('page.gguf', '<!doctype html><title>404</title>')).toMatchInlineSnapshot(
    `"model-invalid: model file "<folder>/page.gguf" is not a GGUF model but a web page saved in place of the model: download the file itself"`,
  )
  expect(await line('pointer.gguf', 'version https://git-lfs.github.com/spec/v1')).toMatchInlineSnapshot(
    `"model-invalid: model file "<folder>/pointer.gguf" is not a GGUF model but a Git LFS pointer, not the model itself: run "git lfs pull" or download the model"`,
  )
})

test('versions that cannot be read are refused', async () => {
  await using folder = await temporaryFolder()
  const path = await microModel(folder.path)
  const bytes = await readFile(path)
  for (const [version, expected] of [
    [1, 'has GGUF version 1, versions 2 and 3 are supported'],
    [9, 'has GGUF version 9, versions 2 and 3 are supported'],
    [0x03_00_00_00, 'is a big-endian GGUF'],
  ] as const) {
    bytes.writeUInt32LE(version, 4)
    await writeFile(path, bytes)
    expect(await errorLine(async () => readGgufHeader(path))).toContain(expected)
  }
})

test('a GGUF that is no language model, or is damaged, is refused', async () => {
  await using folder = await temporaryFolder()
  const path = join(folder.path, 'other.gguf')
  const line = async (bytes: Uint8Array): Promise<string> => {
    await writeFile(path, bytes)
    return errorLine(async () => readGgufHeader(path), folder.path)
  }
  const projector = layoutGguf(
    [['general.architecture', { type: 'string', value: 'clip' }]],
    [{ name: 'x', dimensions: [32], type: writableTypes.F32 }],
  )
  expect(await line(projector.header)).toMatchInlineSnapshot(
    `"model-invalid: model file "<folder>/other.gguf" is a GGUF of kind "clip" but not a language model (no clip.block_count); give the path of the model itself"`,
  )
  expect(await line(layoutGguf([], []).header)).toMatchInlineSnapshot(
    `"model-invalid: model file "<folder>/other.gguf" names no architecture; give the first part of a split model, or a file of a language model"`,
  )
  const damaged = Buffer.from(projector.header)
  damaged.writeUInt32LE(77, 24 + 8 + 'general.architecture'.length)
  expect(await line(damaged)).toMatchInlineSnapshot(
    `"model-invalid: model file "<folder>/other.gguf" has a value of unknown type 77 at byte 56; it is cut short or damaged: download or copy it again"`,
  )
})
