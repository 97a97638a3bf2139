import { expect, test } from 'vitest'
import type { ModelLoadOptions } from '../../../src/models/model-options.ts'
import { resolveModelOptions } from '../../../src/models/load-options.ts'
import { predictedLoad } from '../../../src/models/memory/candidate.ts'
import { predictMemory, withDraft } from '../../../src/models/memory/predict-memory.ts'
import type { Quantization } from '../../../src/models/gguf/quantizations.ts'
import type { ShapeName } from '../../../src/models/synthetic/shapes.ts'
import { syntheticMemory } from '../../../src/models/synthetic/synthetic-memory.ts'

const avx2 = new Set(['AVX2'])

function predicted(
  shape: ShapeName,
  quantization: Quantization,
  options: ModelLoadOptions,
  contexts: Parameters<typeof predictMemory>[2],
): ReturnType<typeof predictMemory> {
  const load = predictedLoad(resolveModelOptions(options), avx2)
  return predictMemory(syntheticMemory({ shape, quantization, seed: 0 }), load, contexts)
}

const first = { sequences: 1, contextSize: 512, longestPrompt: 0 }

test.each<[ShapeName, Quantization, ModelLoadOptions, number, number]>([
  ['smollm2-135m', 'Q8_0', {}, 400, 193.4e6],
  ['smollm2-135m', 'Q8_0', { mmap: false }, 10, 183.9e6],
  ['smollm2-135m', 'F16', { contextSize: 2048, flashAttention: false }, 800, 358.6e6],
  ['tinyllama-1.1b', 'Q4_0', {}, 64, 1219.7e6],
  ['tinyllama-1.1b', 'Q4_0', { mmap: false }, 64, 674.0e6],
  ['gemma-3-1b', 'Q4_0', {}, 100, 1226.2e6],
  ['gemma-3-1b', 'Q4_0', { mmap: false }, 100, 833.2e6],
  ['gpt2-xl', 'Q4_0', {}, 64, 1958.9e6],
  ['gpt2-xl', 'Q4_0', { mmap: false }, 64, 1134.6e6],
  ['llama-3.2-1b', 'Q4_0', {}, 32, 1380.3e6],
  ['gpt2', 'F16', {}, 200, 313.1e6],
])('%s in %s, %j, a prompt of %i tokens: within 5 %% of the growth that was measured', (...row) => {
  const [shape, quantization, options, longestPrompt, growthBytes] = row
  const total =
    predicted(shape, quantization, options, [
      { ...first, contextSize: Number(options.contextSize ?? 512), longestPrompt },
    ])?.totalBytes ?? Number.NaN
  expect(Math.abs(total / growthBytes - 1)).toBeLessThan(0.05)
})

test('products of queries and keys without flash attention, and a second context', () => {
  const long = { sequences: 1, contextSize: 2048, longestPrompt: 1000 }
  const options = { flashAttention: false, contextSize: 2048 } as const
  const [without = 0, withIt = 0] = [options, {}].map(
    (given) => predicted('tinyllama-1.1b', 'Q8_0', given, [long])?.computeBytes,
  )
  expect(without).toBeGreaterThan(2 * withIt)
  const [one, two] = [[long], [first, long]].map(
    (contexts) => predicted('tinyllama-1.1b', 'Q8_0', {}, contexts)?.kvBytes,
  )
  expect(two).toBeGreaterThan(one ?? Infinity)
})

test('mapped weights stand beside those that are repacked, copied ones do not', () => {
  const mapped = predicted('tinyllama-1.1b', 'Q4_0', {}, [])
  const copied = predicted('tinyllama-1.1b', 'Q4_0', { mmap: false }, [])
  expect(mapped).toMatchObject({ copiedBytes: 0, repackedBytes: copied?.repackedBytes })
  expect(mapped?.mappedBytes).toBe((copied?.copiedBytes ?? 0) + (copied?.repackedBytes ?? 0))
  expect(predicted('tinyllama-1.1b', 'Q8_0', {}, [])?.repackedBytes).toBe(0)
})

test('a model and the one that drafts for it take what each takes, but the start of the engine once', () => {
  const [model, draft, none] = (['F16', 'Q8_0', null] as const).map((quantization) =>
    predicted('smollm2-135m', quantization ?? 'F16', {}, quantization === null ? [] : [first]),
  )
  if (!model || !draft || !none) throw new Error('nothing is predicted')
  const { totalBytes, draftBytes = 0, ...parts } = withDraft(model, draft)
  expect(Object.values(parts).reduce((sum, bytes) => sum + bytes, 0)).toBeCloseTo(totalBytes, 0)
  expect(totalBytes - draftBytes).toBe(model.totalBytes)
  expect(draft.totalBytes - draftBytes).toBeGreaterThan(0)
  expect(draft.totalBytes - draftBytes).toBeLessThan(none.engineBytes)
})

test('of a model that keeps something else of a token nothing is told', () => {
  const { weights } = syntheticMemory({ shape: 'micro', quantization: 'F16', seed: 0 })
  const load = predictedLoad(resolveModelOptions({}), avx2)
  expect(predictMemory({ weights, reads: null }, load, [first])).toBeNull()
})
