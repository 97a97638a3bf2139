import { expect, test } from 'vitest'
import { contextBytes, type WantedContext } from '../../../src/models/reads/context-bytes.ts'
import type { ShapeName } from '../../../src/models/synthetic/shapes.ts'
import { shapes } from '../../../src/models/synthetic/shapes.ts'
import { readsOfShape } from './reads-of.ts'

const usual: WantedContext = {
  sequences: 1,
  contextSize: 512,
  batchSize: 'auto',
  kvCache: 'auto',
  flashAttention: 'auto',
}

// MiB of the buffers that llama.cpp v0.5.0 said it took: keys and values, output, computing.
test.for<[ShapeName, Partial<WantedContext>, number]>([
  ['gemma-3-1b', {}, 2 + 11 + 1 + 516.5],
  ['gemma-3-1b', { contextSize: 4096, sequences: 2 }, 32 + 55 + 2 + 517.52],
  ['gemma-3-1b', { contextSize: 4096, batchSize: 64 }, 16 + 16.5 + 1 + 65.57],
  ['olmoe-1b-7b', {}, 64 + 0.19 + 106.25],
  ['smollm2-135m', { contextSize: 8192 }, 180 + 0.19 + 98.25],
  ['smollm2-135m', { contextSize: 8192, flashAttention: false }, 180 + 0.19 + 166.38],
  ['smollm2-135m', { contextSize: 300, sequences: 4 }, 45 + 0.75 + 98.25],
  ['smollm2-135m', { contextSize: 2048, sequences: 3, batchSize: 128, kvCache: 'Q8_0' }, 71.72 + 0.56 + 24.85],
])('a context of %s with %o takes what the engine took', ([shape, wanted, mebibytes]) => {
  const bytes = contextBytes(readsOfShape(shape, 'Q4_0'), shapes[shape].vocabulary, { ...usual, ...wanted })
  expect(Math.abs((bytes ?? 0) / 2 ** 20 / mebibytes - 1)).toBeLessThan(0.06)
})

test('a long context of layers with a window costs little, of all others much', () => {
  const long = { ...usual, contextSize: 32_768, batchSize: 64 } as const
  const gemma = readsOfShape('gemma-3-1b', 'Q4_0')
  const whole = gemma.caches?.map((cache) => ({ ...cache, window: null })) ?? []
  const bytes = contextBytes(gemma, 262_144, long) ?? 0
  expect(contextBytes({ ...gemma, caches: whole }, 262_144, long)).toBeGreaterThan(3 * bytes)
})

test('keys and values may be of two types', () => {
  const reads = readsOfShape('micro', 'F16')
  const bytes = (kvCache: WantedContext['kvCache']): number => contextBytes(reads, 512, { ...usual, kvCache }) ?? 0
  expect(bytes({ key: 'F32', value: 'F16' }) - bytes('F16')).toBe(2 * 512 * 128 * 2)
})

test('of a model that keeps something else nobody can tell', () => {
  expect(contextBytes({ ...readsOfShape('micro', 'F16'), caches: null }, 512, usual)).toBeNull()
})
