import { open, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { layoutGguf, writeGguf } from '../../../src/models/gguf/gguf-writer.ts'
import { planSynthetic } from '../../../src/models/synthetic/synthetic-plan.ts'
import { randomWeights } from '../../../src/models/synthetic/random-weights.ts'

const micro = { shape: 'micro', quantization: 'Q4_0', seed: 0 } as const

/** Writes the tiny model in three parts; the first has all metadata and, as llama.cpp can split, no tensor. */
export async function writeSplitMicro(folder: string): Promise<readonly string[]> {
  const { metadata, tensors } = planSynthetic(micro)
  const half = Math.ceil(tensors.length / 2)
  const groups = [[], tensors.slice(0, half), tensors.slice(half)]
  const files: string[] = []
  for (const [part, group] of groups.entries()) {
    const path = join(folder, `micro-0000${part + 1}-of-0000${groups.length}.gguf`)
    const layout = layoutGguf(part === 0 ? metadata : [], group)
    const header = withSplit(layout.header, part, groups.length, tensors.length)
    await writeFile(path, '')
    await using file = await open(path, 'w')
    await writeGguf(file, { ...layout, header }, group, randomWeights(group, micro.seed))
    files.push(path)
  }
  return files
}

/** Puts the keys of a split model into a header: 128 bytes, so that what follows stays aligned. */
function withSplit(header: Uint8Array, part: number, parts: number, tensors: number): Uint8Array {
  const keys = [
    key('split.no', 2, u16(part)),
    key('split.count', 2, u16(parts)),
    key('split.tensors.count', 5, u32(tensors)),
  ]
  const text = 'x'.repeat(23)
  const filler = key('pad', 8, Buffer.concat([u64(text.length), Buffer.from(text)]))
  const start = Buffer.from(header.subarray(0, 24))
  start.writeBigUInt64LE(start.readBigUInt64LE(16) + 4n, 16)
  return Buffer.concat([start, ...keys, filler, header.subarray(24)])
}

function key(name: string, type: number, value: Buffer): Buffer {
  return Buffer.concat([u64(name.length), Buffer.from(name), u32(type), value])
}

function u16(value: number): Buffer {
  const bytes = Buffer.alloc(2)
  bytes.writeUInt16LE(value)
  return bytes
}

function u32(value: number): Buffer {
  const bytes = Buffer.alloc(4)
  bytes.writeUInt32LE(value)
  return bytes
}

function u64(value: number): Buffer {
  const bytes = Buffer.alloc(8)
  bytes.writeBigUInt64LE(BigInt(value))
  return bytes
}
