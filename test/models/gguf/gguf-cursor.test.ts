import { open, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { GgufCursor } from '../../../src/models/gguf/gguf-cursor.ts'
import { errorLine } from '../error-line.ts'
import { temporaryFolder } from '../temporary-folder.ts'

async function withCursor(bytes: Uint8Array, use: (cursor: GgufCursor) => unknown): Promise<void> {
  await using folder = await temporaryFolder()
  const path = join(folder.path, 'file')
  await writeFile(path, bytes)
  const file = await open(path)
  try {
    await use(new GgufCursor(file.fd, bytes.length, 'model.gguf'))
  } finally {
    await file.close()
  }
}

test('scalars of every type are read', async () => {
  const bytes = Buffer.alloc(64)
  let end = 0
  end = bytes.writeUInt8(200, end)
  end = bytes.writeInt8(-3, end)
  end = bytes.writeUInt16LE(60_000, end)
  end = bytes.writeInt16LE(-300, end)
  end = bytes.writeUInt32LE(4e9, end)
  end = bytes.writeInt32LE(-4, end)
  end = bytes.writeFloatLE(0.5, end)
  end = bytes.writeUInt8(1, end)
  end = bytes.writeBigUInt64LE(2n, end)
  end += bytes.write('hi', end)
  end = bytes.writeBigUInt64LE(9n, end)
  end = bytes.writeBigInt64LE(-9n, end)
  end = bytes.writeDoubleLE(0.1, end)
  await withCursor(bytes.subarray(0, end), (cursor) => {
    const values = Array.from({ length: 13 }, (_, type) => type)
      .filter((type) => type !== 9)
      .map((type) => cursor.scalar(type))
    expect(values).toEqual([200, -3, 60_000, -300, 4e9, -4, 0.5, true, 'hi', 9, -9, 0.1])
    expect(cursor.position).toBe(end)
  })
})

test('arrays are passed over, also across windows', async () => {
  const text = 'x'.repeat(1000)
  const bytes = Buffer.alloc(12 + 1000 * 1008 + 4)
  bytes.writeUInt32LE(8, 0)
  bytes.writeBigUInt64LE(1000n, 4)
  for (let item = 0; item < 1000; item++) {
    bytes.writeBigUInt64LE(1000n, 12 + item * 1008)
    bytes.write(text, 20 + item * 1008)
  }
  bytes.writeUInt32LE(42, bytes.length - 4)
  await withCursor(bytes, (cursor) => {
    expect(cursor.array()).toEqual({ length: 1000, values: null })
    expect(cursor.uint32()).toBe(42)
  })
})

test('the values of few numbers are kept, those of many passed over', async () => {
  const array = (length: number): Buffer => {
    const bytes = Buffer.alloc(12 + 4 * length)
    bytes.writeUInt32LE(4, 0)
    bytes.writeBigUInt64LE(BigInt(length), 4)
    for (let item = 0; item < length; item++) bytes.writeUInt32LE(item, 12 + 4 * item)
    return bytes
  }
  await withCursor(Buffer.concat([array(3), array(513)]), (cursor) => {
    expect(cursor.array()).toEqual({ length: 3, values: [0, 1, 2] })
    expect(cursor.array()).toEqual({ length: 513, values: null })
  })
})

test('reading past the end and unknown types are errors', async () => {
  const bytes = Buffer.alloc(12)
  bytes.writeUInt32LE(55)
  await withCursor(bytes, async (cursor) => {
    expect(await errorLine(() => cursor.skip(13))).toMatchInlineSnapshot(
      `"model-invalid: model file "model.gguf" ends inside its header: byte 13 is needed, the file has 12; it is cut short or damaged: download or copy it again"`,
    )
    expect(await errorLine(() => cursor.scalar(55))).toMatchInlineSnapshot(
      `"model-invalid: model file "model.gguf" has a value of unknown type 55 at byte 0; it is cut short or damaged: download or copy it again"`,
    )
    expect(await errorLine(() => cursor.array())).toMatchInlineSnapshot(
      `"model-invalid: model file "model.gguf" has an array of unknown type 55 at byte 12; it is cut short or damaged: download or copy it again"`,
    )
    expect(await errorLine(() => cursor.uint32())).toContain('ends inside its header')
  })
  const huge = Buffer.alloc(8, 0xff)
  await withCursor(huge, async (cursor) => {
    expect(await errorLine(() => cursor.string())).toContain('model-invalid')
  })
})
