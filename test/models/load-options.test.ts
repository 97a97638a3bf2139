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
    memoryBudget: 'auto',
  })
  expect(resolveModelOptions({ memoryBudget: '12 GB' }).memoryBudget).toBe(12e9)
  expect(resolveModelOptions({}, resolveModelOptions({ memoryBudget: 5e9 })).memoryBudget).toBe(5e9)
  expect(resolveModelOptions({ memoryBudget: 'auto' }, resolveModelOptions({ memoryBudget: 5e9 })).memoryBudget).toBe(
    'auto',
  )
})

test.for([
  [
    { thread: 1 },
    'model(spec, { thread }): there is no option "thread"; did you mean "threads"? there are backend, threads, gpuLayers, contextSize, batchSize, flashAttention, kvCache, mmap, memoryBudget',
  ],
  [{ threads: 0 }, 'model(spec, { threads }): 0 is not allowed here; give a whole number of at least 1 or "auto"'],
  [{ gpuLayers: 'all' }, 'give a whole number of at least 0 or "max"'],
  [{ mmap: 'yes' }, 'give true, false or "auto"'],
  [
    { memoryBudget: '12 gigs' },
    'model(spec, { memoryBudget }): "12 gigs" is not allowed here; give "auto" or bytes above 0, or',
  ],
  [{ memoryBudget: -1 }, 'model(spec, { memoryBudget }): -1 is not allowed here; give "auto" or bytes'],
  [null, 'model(spec, options): null is not allowed here; give { backend, threads'],
] as const)('a wrong option is named with its call: %j', ([options, message]) => {
  expect(() => checkModelOptions(options)).toThrow(message)
})
