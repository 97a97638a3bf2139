import { open, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { commonestType, type GgufContents, readContents } from '../../../src/models/gguf/gguf-contents.ts'
import { GgufCursor } from '../../../src/models/gguf/gguf-cursor.ts'
import { writableTypes } from '../../../src/models/gguf/ggml-types.ts'
import { layoutGguf } from '../../../src/models/gguf/gguf-writer.ts'
import { temporaryFolder } from '../temporary-folder.ts'

async function contentsOf(path: string, bytes: Uint8Array): Promise<GgufContents> {
  await writeFile(path, bytes)
  const file = await open(path)
  try {
    const cursor = new GgufCursor(file.fd, bytes.length, path)
    cursor.skip(8)
    return readContents(cursor)
  } finally {
    await file.close()
  }
}

const tensors = [
  { name: 'small', dimensions: [64], type: writableTypes.F32 },
  { name: 'large', dimensions: [64, 64], type: writableTypes.Q4_0 },
]

test('values, lengths of arrays and tensors are read', async () => {
  await using folder = await temporaryFolder()
  const layout = layoutGguf(
    [
      ['a', { type: 'uint32', value: 7 }],
      ['words', { type: 'string[]', value: ['x', 'yy'] }],
      ['b', { type: 'string', value: 'text' }],
    ],
    tensors,
  )
  const contents = await contentsOf(join(folder.path, 'a'), layout.header)
  expect([...contents.values]).toEqual([
    ['a', 7],
    ['b', 'text'],
  ])
  expect([...contents.arrayLengths]).toEqual([['words', 2]])
  expect(contents.tensors).toEqual([
    { name: 'small', dimensions: [64], typeId: 0, offset: 0 },
    { name: 'large', dimensions: [64, 64], typeId: 2, offset: 256 },
  ])
  expect(commonestType([contents])).toBe('Q4_0')
  expect(contents.tensorDataEnd).toBe(layout.fileBytes)
})

test('a type from the future counts as empty', async () => {
  await using folder = await temporaryFolder()
  const future = { name: 'Q9_X', id: 900, blockSize: 32, blockBytes: 32 }
  const layout = layoutGguf([], [{ name: 'x', dimensions: [32], type: future }])
  const contents = await contentsOf(join(folder.path, 'a'), layout.header)
  expect(contents.tensorDataEnd).toBe(layout.header.length)
  expect(commonestType([contents])).toBe('type 900')
})

test('another alignment moves the tensor data', async () => {
  await using folder = await temporaryFolder()
  const layout = layoutGguf([['general.alignment', { type: 'uint32', value: 4096 }]], tensors)
  const contents = await contentsOf(join(folder.path, 'a'), layout.header)
  expect(contents.tensorDataEnd).toBe(4096 + 256 + (64 * 64 * 18) / 32)
})
