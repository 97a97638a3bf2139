import { expect, test } from 'vitest'
import { aligned, GGUF_MAGIC } from '../../../src/models/gguf/gguf-format.ts'

test('offsets are rounded up to the alignment', () => {
  expect([0, 1, 31, 32, 33].map((offset) => aligned(offset, 32))).toEqual([0, 32, 32, 32, 64])
})

test('the magic number spells GGUF', () => {
  const bytes = Buffer.alloc(4)
  bytes.writeUInt32LE(GGUF_MAGIC)
  expect(bytes.toString()).toBe('GGUF')
})
