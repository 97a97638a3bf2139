import { expect, test } from 'vitest'
import { registeredDefaults, resolveModelOptions } from '../../../src/models/load-options.ts'
import { entryOf, registryOf } from '../../../src/models/registry/entry.ts'
import { registryRecord } from '../../../src/models/registry/registry-record.ts'
import { resolveOptions, validateOptions } from '../../../src/options.ts'

const digest = 'AB'.repeat(32)
const small = {
  spec: 'hf:user/repo:Q4_K_M',
  load: { threads: 2, contextSize: 512 },
  sha256: digest,
  license: 'apache-2.0',
  tags: ['small', 'chat'],
  price: { inputPerMTok: 0.1, outputPerMTok: 0.4 },
} as const

test('an entry is a spec, or one with more about it', () => {
  const registry = registryOf({ plain: 'synthetic:micro', small })
  expect(registry['plain']).toEqual({
    spec: 'synthetic:micro',
    load: {},
    sha256: null,
    license: null,
    tags: [],
    price: null,
  })
  expect(registry['small']).toMatchObject({ sha256: [digest.toLowerCase()], license: 'apache-2.0' })
  expect(entryOf(' small ', registry)?.spec).toBe(small.spec)
  expect(entryOf('toString', registry)).toBeNull()
})

test('a call goes before an entry, and an entry before the defaults of the plugin', () => {
  const registry = registryOf({ small })
  const defaults = resolveModelOptions({ threads: 8, batchSize: 64 })
  const registered = registeredDefaults('small', registry, defaults)
  expect(registered).toMatchObject({ threads: 2, contextSize: 512, batchSize: 64 })
  expect(resolveModelOptions({ threads: 1 }, registered)).toMatchObject({ threads: 1, contextSize: 512 })
  expect(registeredDefaults('./other.gguf', registry, defaults)).toEqual(defaults)
})

test('a record has what is declared', () => {
  const registry = registryOf({ small, plain: 'a.gguf' })
  const declared = { name: 'small', sha256: [digest.toLowerCase()], license: 'apache-2.0', tags: ['small', 'chat'] }
  expect(registryRecord('small', registry)).toEqual(declared)
  expect(registryRecord('plain', registry)).toEqual({ name: 'plain', sha256: null, license: null, tags: [] })
  expect(registryRecord('a.gguf', registry)).toBeNull()
})

test.for<[unknown, string]>([
  [5, 'llmBench({ models.a }): 5 is not allowed here; give a text or { spec, load, sha256, license, tags, price }'],
  [
    { spec: 'x', licence: 'mit' },
    'llmBench({ models.a.licence }): there is no option "models.a.licence"; did you mean "license"?',
  ],
  [{ spec: '' }, 'llmBench({ models.a.spec }): "" is not allowed here; give a path, hf:<user>/<repository> or synth'],
  [{ license: 'mit' }, 'llmBench({ models.a.spec }): undefined is not allowed here; give a path'],
  [
    { spec: 'x', sha256: 'abc' },
    'llmBench({ models.a.sha256 }): "abc" is not allowed here; give the SHA-256 of its file',
  ],
  [{ spec: 'x', load: { thread: 1 } }, 'there is no option "models.a.load.thread"; did you mean "threads"?'],
  [
    { spec: 'x', price: { inputPerMTok: -1, outputPerMTok: 1 } },
    'llmBench({ models.a.price.inputPerMTok }): -1 is not',
  ],
])('%o is refused', ([entry, message]) => {
  expect(() => validateOptions({ models: { a: entry } })).toThrow(message)
})

test('downloads are checked, and have defaults', () => {
  const folders = { root: '/p', runRoot: '/p' }
  expect(resolveOptions({}, folders, 'test').downloads).toEqual({ mirrors: [], maxBytes: null })
  const downloads = { mirrors: ['https://m.example'], maxBytes: 5e9 }
  expect(resolveOptions(validateOptions({ downloads }), folders, 'test').downloads).toEqual(downloads)
  expect(() => validateOptions({ downloads: { maxBytes: 0.5 } })).toThrow(
    'llmBench({ downloads.maxBytes }): 0.5 is not',
  )
})
