import { expect, test } from 'vitest'
import { isQuantizedCache, kvCacheName, kvCacheTypes, kvTypesOf } from '../../src/models/kv-cache.ts'

test('one type is that of keys and values; the engine chooses where none is given', () => {
  expect(kvTypesOf('Q8_0')).toEqual({ key: 'Q8_0', value: 'Q8_0' })
  expect(kvTypesOf({ key: 'F16', value: 'Q4_0' })).toEqual({ key: 'F16', value: 'Q4_0' })
  expect(kvTypesOf('auto')).toBeNull()
})

test('a cache has a short name', () => {
  expect(
    (['auto', 'F16', { key: 'Q8_0', value: 'Q8_0' }, { key: 'Q8_0', value: 'Q4_0' }] as const).map(kvCacheName),
  ).toEqual(['auto', 'F16', 'Q8_0', 'Q8_0/Q4_0'])
})

test('floating-point types are not quantized, all others are', () => {
  expect(kvCacheTypes.filter((type) => !isQuantizedCache(type))).toEqual(['F32', 'F16', 'BF16'])
})
