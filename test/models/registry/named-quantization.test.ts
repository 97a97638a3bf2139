import { expect, test } from 'vitest'
import { registeredDefaults, resolveModelOptions } from '../../../src/models/load-options.ts'
import { entryOf, registryOf } from '../../../src/models/registry/entry.ts'
import { namedQuantization } from '../../../src/models/registry/named-quantization.ts'
import { registryRecord } from '../../../src/models/registry/registry-record.ts'
import { parseModelSpec } from '../../../src/models/spec.ts'

const price = { inputPerMTok: 1, outputPerMTok: 2 }
const registry = registryOf({
  tiny: { spec: 'synthetic:micro@F16#7', load: { threads: 2 }, license: 'mit', tags: ['small'], price },
  bare: 'synthetic:micro',
  hub: 'hf:user/repo-GGUF:Q4_K_M',
  'gpt:small': 'synthetic:micro-gpt2',
  file: './a.gguf',
  pinned: { spec: 'hf:user/repo:Q8_0', sha256: 'ab'.repeat(32) },
})

test('a name with a quantization behind it is its model in that quantization', () => {
  expect(entryOf('tiny:Q8_0', registry)?.spec).toBe('synthetic:micro@Q8_0#7')
  expect(entryOf('bare:F32', registry)?.spec).toBe('synthetic:micro@F32')
  expect(entryOf('hub:Q5_K_S', registry)?.spec).toBe('hf:user/repo-GGUF:Q5_K_S')
  expect(entryOf('gpt:small:Q8_0', registry)?.spec).toBe('synthetic:micro-gpt2@Q8_0')
  // A name that has a colon itself is that name.
  expect(entryOf('gpt:small', registry)?.spec).toBe('synthetic:micro-gpt2')
  expect(parseModelSpec('tiny:Q8_0', { registry, root: '/' })).toMatchObject({ quantization: 'Q8_0', seed: 7 })
})

test('it has what is declared of the name', () => {
  expect(registeredDefaults('tiny:Q8_0', registry, resolveModelOptions({}))).toMatchObject({ threads: 2 })
  expect(entryOf('tiny:Q8_0', registry)?.price).toEqual(price)
  expect(registryRecord('tiny:Q8_0', registry)).toEqual({ name: 'tiny', sha256: null, license: 'mit', tags: ['small'] })
})

test.for(['hf:Q8_0', 'synthetic:micro', 'other:Q8_0', 'bare:', 'bare:a/b', 'hf:user/repo:Q8_0', 'toString:Q8_0'])(
  'no name of the registry with a quantization: %s',
  (text) => {
    expect(namedQuantization(text, registry)).toBeNull()
    expect(entryOf(text, registry)).toBeNull()
  },
)

test('one file has no other quantization, nor one that is pinned by its checksum', () => {
  expect(() => entryOf('file:Q8_0', registry)).toThrow(
    'llmBench({ models.file }): quantization "Q8_0" of "./a.gguf" is not allowed here; give a spec synthetic:<shape> or hf:<user>/<repository>, or a name of its own for each quantization',
  )
  expect(() => parseModelSpec('pinned:Q4_0', { registry, root: '/' })).toThrow(
    'llmBench({ models.pinned }): quantization "Q4_0" of it, beside a sha256 that is of one file, is not allowed here; give a name of its own for each quantization',
  )
  expect(entryOf('pinned:Q8_0', registry)?.sha256).toEqual(['ab'.repeat(32)])
})
