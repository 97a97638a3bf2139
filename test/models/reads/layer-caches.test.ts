import { expect, test } from 'vitest'
import { HeaderValues } from '../../../src/models/reads/header-values.ts'
import { layerCaches } from '../../../src/models/reads/layer-caches.ts'
import { readsOfShape, valuesOf } from './reads-of.ts'

function cachesOf(architecture: string, layers: number, values: Parameters<typeof valuesOf>[1]) {
  return layerCaches(new HeaderValues(architecture, valuesOf(architecture, values)), layers)
}

const llama = { embedding_length: 2048, 'attention.head_count': 32, 'attention.head_count_kv': 8 }

test('Gemma 3 has 22 layers with a window of 512 and 4 without', () => {
  const base = { heads: 4, keys: 256, values: 256, queries: 2048, chunked: false }
  expect(readsOfShape('gemma-3-1b', 'Q4_0').caches).toEqual([
    { ...base, layers: 22, kept: 22, window: 512 },
    { ...base, layers: 4, kept: 4, window: null },
  ])
})

test('heads share keys and values; without a number of theirs each head has its own', () => {
  expect(cachesOf('llama', 16, llama)).toEqual([
    { layers: 16, kept: 16, heads: 32, keys: 512, values: 512, queries: 4096, window: null, chunked: false },
  ])
  expect(cachesOf('gpt2', 12, { embedding_length: 768, 'attention.head_count': 12 })).toMatchObject([
    { layers: 12, keys: 768, values: 768 },
  ])
})

test('layers without attention keep nothing, and others a number of heads of their own', () => {
  const found = cachesOf('deci', 3, { ...llama, 'attention.head_count_kv': [8, 0, 4] })
  expect(found?.map(({ keys, layers }) => [keys, layers])).toEqual([
    [512, 1],
    [256, 1],
  ])
})

test('latent attention keeps one latent a token', () => {
  const latent = {
    embedding_length: 7168,
    'attention.head_count': 128,
    'attention.head_count_kv': 1,
    'attention.key_length': 576,
    'attention.value_length': 512,
    'attention.key_length_mla': 192,
  }
  expect(cachesOf('deepseek2', 61, latent)).toMatchObject([{ keys: 576, values: 0, queries: 128 * 1088 }])
})

test('layers that share a cache read it, and keep none', () => {
  const gemma4 = {
    ...llama,
    'attention.sliding_window': 512,
    'attention.sliding_window_pattern': [true, false, true, false],
    'attention.key_length': 512,
    'attention.key_length_swa': 256,
    'attention.shared_kv_layers': 2,
  }
  expect(cachesOf('gemma4', 4, gemma4)).toMatchObject([
    { layers: 2, kept: 1, window: 512, keys: 8 * 256 },
    { layers: 2, kept: 1, window: null, keys: 8 * 512 },
  ])
  expect(cachesOf('gemma3n', 30, { ...llama, 'attention.sliding_window': 512 })).toMatchObject([
    { layers: 24, kept: 16 },
    { layers: 6, kept: 4 },
  ])
})

test.for(['mamba', 'qwen3next', 'lfm2', 'deepseek32'])('%s keeps something else: nothing is told', (architecture) => {
  expect(cachesOf(architecture, 2, llama)).toBeNull()
})

test('a state that a new architecture keeps is known by its keys', () => {
  expect(cachesOf('brand-new', 2, { ...llama, 'ssm.state_size': 16 })).toBeNull()
})

test('a header without heads tells nothing', () => {
  expect(cachesOf('llama', 2, { embedding_length: 64 })).toBeNull()
  expect(cachesOf('llama', 2, { 'attention.head_count': 4, embedding_length: Number.NaN })).toBeNull()
})
