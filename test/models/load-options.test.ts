import { expect, test } from 'vitest'
import { checkModelOptions, resolveModelOptions } from '../../src/models/load-options.ts'

test('options of a call go over those of the plugin, and those over the usual ones', () => {
  const plugin = resolveModelOptions({ threads: 3, backend: 'cpu' })
  expect(resolveModelOptions({ threads: 1, backend: undefined }, plugin)).toEqual({
    backend: 'cpu',
    threads: 1,
    gpuLayers: 'max',
    contextSize: 'auto',
    batchSize: 'auto',
    flashAttention: 'auto',
    kvCache: 'auto',
    mmap: 'auto',
  })
})

test.for([
  [
    { thread: 1 },
    'model(spec, { thread }): there is no option "thread"; did you mean "threads"? there are backend, threads, gpuLayers, contextSize, batchSize, flashAttention, kvCache, mmap',
  ],
  [{ threads: 0 }, 'model(spec, { threads }): 0 is not allowed here; give a whole number of at least 1 or "auto"'],
  [{ gpuLayers: 'all' }, 'give a whole number of at least 0 or "max"'],
  [{ mmap: 'yes' }, 'give true, false or "auto"'],
  [null, 'model(spec, options): null is not allowed here; give { backend, threads'],
] as const)('a wrong option is named with its call: %j', ([options, message]) => {
  expect(() => checkModelOptions(options)).toThrow(message)
})
