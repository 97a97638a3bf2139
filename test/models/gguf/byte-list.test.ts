import { expect, test } from 'vitest'
import { ByteList } from '../../../src/models/gguf/byte-list.ts'

test('values are little-endian and texts carry their length in bytes', () => {
  const bytes = new ByteList()
  bytes.uint8(255)
  bytes.uint32(1)
  bytes.int32(-2)
  bytes.uint64(2 ** 40)
  bytes.float32(1)
  bytes.string('é')
  const parts = ['ff', '01000000', 'feffffff', '0000000000010000', '0000803f']
  const text = ['0200000000000000', 'c3a9']
  expect(Buffer.from(bytes.toBytes()).toString('hex')).toBe([...parts, ...text].join(''))
})

test('padding fills up with zeros, and the buffer grows with what is written', () => {
  const bytes = new ByteList()
  bytes.string('x'.repeat(200_000))
  bytes.pad(32)
  const written = bytes.toBytes()
  expect(written.length).toBe(200_032)
  expect(written.at(200_007)).toBe(120)
  expect(written.at(-1)).toBe(0)
})
