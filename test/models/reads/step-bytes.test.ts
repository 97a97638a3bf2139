import { expect, test } from 'vitest'
import type { LayerCache } from '../../../src/models/reads/model-reads.ts'
import {
  attentionOperations,
  bytesOfToken,
  cacheBytesRead,
  usualCacheTypes,
  weightBytesOfStep,
} from '../../../src/models/reads/step-bytes.ts'
import { readsOfShape } from './reads-of.ts'

const cache: LayerCache = {
  layers: 2,
  kept: 2,
  heads: 1,
  keys: 64,
  values: 32,
  queries: 96,
  window: null,
  chunked: false,
}

function contexts(from: number, to: number): number[] {
  return Array.from({ length: to - from + 1 }, (_, index) => from + index)
}

test('each token reads the keys and values of all before it and its own', () => {
  const expected = contexts(5, 9).reduce((sum, depth) => sum + 2 * depth * (64 + 32) * 2, 0)
  expect(cacheBytesRead([cache], usualCacheTypes, { from: 5, to: 9 })).toBe(expected)
  expect(cacheBytesRead([], usualCacheTypes, { from: 5, to: 9 })).toBe(0)
  expect(cacheBytesRead([cache], usualCacheTypes, { from: 5, to: 4 })).toBe(0)
})

test('a window bounds what is read, also where it is passed on the way', () => {
  const windowed = { ...cache, window: 7 }
  const expected = contexts(5, 9).reduce((sum, depth) => sum + 2 * Math.min(depth, 7) * (64 + 32) * 2, 0)
  expect(cacheBytesRead([windowed], usualCacheTypes, { from: 5, to: 9 })).toBe(expected)
})

test('a chunked window begins anew', () => {
  const chunked = { ...cache, window: 4, chunked: true }
  const expected = contexts(1, 10).reduce((sum, depth) => sum + 2 * (((depth - 1) % 4) + 1) * (64 + 32) * 2, 0)
  expect(cacheBytesRead([chunked], usualCacheTypes, { from: 1, to: 10 })).toBe(expected)
})

test('types of keys and values count each for themselves', () => {
  expect(bytesOfToken(cache, { key: 'Q8_0', value: 'Q4_0' })).toBe(64 * (34 / 32) + 32 * (18 / 32))
  expect(bytesOfToken(cache, { key: 'F32', value: 'BF16' })).toBe(64 * 4 + 32 * 2)
})

test('attention multiplies with every key and every value, a product and a sum each', () => {
  expect(attentionOperations([cache], { from: 1, to: 3 })).toBe(2 * 2 * 96 * (1 + 2 + 3))
})

test('a batch reads dense weights once, rows for each sequence', () => {
  const reads = readsOfShape('tinyllama-1.1b', 'Q4_0')
  expect(weightBytesOfStep(reads, 8) - weightBytesOfStep(reads, 1)).toBe(7 * reads.rowBytes)
})

test('a batch reads more experts, each once: with many sequences all of them', () => {
  const { experts, expertBytes, sharedBytes, rowBytes } = readsOfShape('olmoe-1b-7b', 'Q4_0')
  const reads = readsOfShape('olmoe-1b-7b', 'Q4_0')
  const share = (batch: number): number =>
    (weightBytesOfStep(reads, batch) - sharedBytes - batch * rowBytes) / expertBytes
  expect(experts).toEqual({ count: 64, used: 8 })
  expect(share(1)).toBeCloseTo(8 / 64, 12)
  expect(share(2)).toBeCloseTo(1 - (56 / 64) ** 2, 12)
  expect(share(100)).toBeGreaterThan(0.999)
  expect(share(100)).toBeLessThanOrEqual(1)
})
