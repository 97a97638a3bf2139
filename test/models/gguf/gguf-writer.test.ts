import { open, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { readGgufFileInfo } from 'node-llama-cpp'
import { expect, test } from 'vitest'
import { writableTypes } from '../../../src/models/gguf/ggml-types.ts'
import { type GgufMetadata, type GgufTensor, layoutGguf, writeGguf } from '../../../src/models/gguf/gguf-writer.ts'
import { temporaryFolder } from '../temporary-folder.ts'

const metadata: GgufMetadata = [
  ['general.architecture', { type: 'string', value: 'llama' }],
  ['llama.block_count', { type: 'uint32', value: 3 }],
  ['llama.epsilon', { type: 'float32', value: 0.5 }],
  ['own.flag', { type: 'bool', value: true }],
  ['own.words', { type: 'string[]', value: ['a', 'é', ''] }],
  ['own.numbers', { type: 'int32[]', value: [-1, 2] }],
  ['own.scores', { type: 'float32[]', value: [0.25, -0.5] }],
]
const tensors: readonly GgufTensor[] = [
  { name: 'one', dimensions: [3], type: writableTypes.F32 },
  { name: 'two', dimensions: [32, 2], type: writableTypes.Q8_0 },
]

test('the engine reads what is written', async () => {
  await using folder = await temporaryFolder()
  const path = join(folder.path, 'test.gguf')
  const layout = layoutGguf(metadata, tensors)
  const progress: number[] = []
  const file = await open(path, 'w')
  const written = await writeGguf(
    file,
    layout,
    tensors,
    ({ name }, bytes) =>
      name === 'one'
        ? [new Uint8Array(bytes).fill(1)]
        : [new Uint8Array(60).fill(2), new Uint8Array(bytes - 60).fill(3)],
    (writtenBytes, totalBytes) => progress.push(writtenBytes / totalBytes),
  )
  await file.close()

  const bytes = await readFile(path)
  expect(written).toBe(bytes.length)
  expect(layout.fileBytes).toBe(bytes.length)
  expect(layout.header.length % 32).toBe(0)
  expect(progress.at(-1)).toBe(1)
  const info = await readGgufFileInfo(path)
  expect(info.version).toBe(3)
  expect(info.metadata).toMatchObject({
    llama: { block_count: 3, epsilon: 0.5 },
    own: { flag: true, words: ['a', 'é', ''], numbers: [-1, 2], scores: [0.25, -0.5] },
  })
  expect(info.tensorInfo?.map(({ name, dimensions, offset }) => [name, dimensions, Number(offset)])).toEqual([
    ['one', [3], 0],
    ['two', [32, 2], 32],
  ])
  const data = bytes.subarray(layout.header.length)
  expect([data[0], data[11], data[12], data[31], data[32], data[91], data[92], data[99], data[100]]).toEqual([
    1, 1, 0, 0, 2, 2, 3, 3, 0,
  ])
})

test('data of another length than the tensor is refused', async () => {
  await using folder = await temporaryFolder()
  const file = await open(join(folder.path, 'test.gguf'), 'w')
  const layout = layoutGguf(metadata, tensors)
  await expect(writeGguf(file, layout, tensors, () => [new Uint8Array(5)])).rejects.toThrow('tensor one: 5 of 12 bytes')
  await file.close()
})
