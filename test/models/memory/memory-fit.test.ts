import { expect, test } from 'vitest'
import { assertContextFits, assertFileFits, assertModelFits } from '../../../src/models/memory/memory-fit.ts'
import { availableOf, memoryBudget } from '../../../src/models/memory/memory-budget.ts'
import { predictedLoad } from '../../../src/models/memory/candidate.ts'
import { resolveModelOptions } from '../../../src/models/load-options.ts'
import { otherQuantizations, syntheticMemory } from '../../../src/models/synthetic/synthetic-memory.ts'
import { errorLine } from '../error-line.ts'

const eight = { shape: 'llama-3.1-8b', quantization: 'Q8_0', seed: 0 } as const
const candidate = {
  model: syntheticMemory(eight),
  load: predictedLoad(resolveModelOptions({}), new Set(['AVX2'])),
  context: { sequences: 1, contextSize: 8192, longestPrompt: 512 },
  others: () => otherQuantizations(eight),
  parameters: null,
}

test('a model that does not fit is refused with its parts and with what fits', async () => {
  assertModelFits('model', candidate, availableOf(11e9, 16e9))
  expect(await errorLine(() => assertModelFits('eight', candidate, availableOf(8.8e9, 16e9)))).toMatchInlineSnapshot(
    `"model-too-large: model "eight" needs about 9.77 GB of memory (8.53 GB of mapped weights, 1.07 GB of KV cache, 162 MB to compute in), 8.80 GB of 16.0 GB are available; what fits: contextSize: 512 (8.76 GB), Q4_K with mmap: false (6.15 GB), Q4_0 with mmap: false (5.89 GB); or stop other programs"`,
  )
  expect(await errorLine(() => assertModelFits('eight', candidate, memoryBudget(9.2e9)))).toMatchInlineSnapshot(
    `"model-too-large: model "eight" needs about 9.77 GB of memory (8.53 GB of mapped weights, 1.07 GB of KV cache, 162 MB to compute in), the memoryBudget is 9.20 GB; what fits: contextSize: 2048 (8.96 GB), Q4_K with mmap: false (6.15 GB), Q4_0 with mmap: false (5.89 GB)"`,
  )
  expect(await errorLine(() => assertModelFits('eight', candidate, memoryBudget(1e9)))).toMatchInlineSnapshot(
    `"model-too-large: model "eight" needs about 9.77 GB of memory (8.53 GB of mapped weights, 1.07 GB of KV cache, 162 MB to compute in), the memoryBudget is 1.00 GB; choose a smaller model"`,
  )
})

test('a model that drafts for it counts too, and leaving it out is a way that fits', async () => {
  const small = { shape: 'llama-3.2-1b', quantization: 'Q8_0', seed: 0 } as const
  const pair = { ...candidate, draft: { name: 'one', model: syntheticMemory(small), load: candidate.load } }
  assertModelFits('eight', pair, memoryBudget(11.6e9))
  expect(await errorLine(() => assertModelFits('eight', pair, memoryBudget(10e9)))).toMatchInlineSnapshot(
    `"model-too-large: model "eight" with its draft "one" needs about 11.5 GB of memory (9.85 GB of mapped weights, 1.34 GB of KV cache, 264 MB to compute in), the memoryBudget is 10.0 GB; what fits: no draft (9.77 GB), Q4_K with mmap: false (7.83 GB), Q4_0 with mmap: false (7.57 GB)"`,
  )
  expect(await errorLine(() => assertModelFits('eight', pair, memoryBudget(1e9)))).toContain('; choose a smaller model')
})

test('of a file that is known in one quantization the size of others is told about', async () => {
  const file = { ...candidate, others: () => [], parameters: 8.03e9 }
  expect(await errorLine(() => assertModelFits('/m/8b.gguf', file, memoryBudget(7e9)))).toMatchInlineSnapshot(
    `"model-too-large: model "/m/8b.gguf" needs about 9.77 GB of memory (8.53 GB of mapped weights, 1.07 GB of KV cache, 162 MB to compute in), the memoryBudget is 7.00 GB; what fits: a file of it in Q5_K_M (about 6.96 GB)"`,
  )
})

test('a context must fit beside its model', async () => {
  const context = { sequences: 4, contextSize: 131_072, contextBytes: 17.2e9, besideBytes: 4.66e9 }
  assertContextFits(context, availableOf(21.9e9, 32e9))
  expect(await errorLine(() => assertContextFits(context, availableOf(20e9, 32e9)))).toMatchInlineSnapshot(
    `"model-too-large: a context of 4 × 131,072 tokens needs about 17.2 GB of memory beside 4.66 GB of its model, 20.0 GB of 32.0 GB are available; lower contextSize, maxTokens or the concurrency, choose a smaller kvCache, or stop other programs"`,
  )
  expect(
    await errorLine(() => assertContextFits({ ...context, besideBytes: 0 }, memoryBudget(10e9))),
  ).toMatchInlineSnapshot(
    `"model-too-large: a context of 4 × 131,072 tokens needs about 17.2 GB of memory, the memoryBudget is 10.0 GB; lower contextSize, maxTokens or the concurrency, choose a smaller kvCache"`,
  )
})

test('a file that is larger than the budget need not be fetched', async () => {
  assertFileFits('hf:a/b', 1e9, memoryBudget(1e9))
  expect(await errorLine(() => assertFileFits('hf:a/b', 5e9, memoryBudget(1e9)))).toMatchInlineSnapshot(
    `"model-too-large: model "hf:a/b" needs 5.00 GB of memory for its weights alone, the memoryBudget is 1.00 GB; choose a smaller quantization or model"`,
  )
})

test('a smaller type of the KV cache is a way where it can be had', async () => {
  const without = { ...candidate, load: { ...candidate.load, flashAttention: false } }
  const budget = memoryBudget(9.4e9)
  expect(await errorLine(() => assertModelFits('eight', candidate, budget))).toMatch(/kvCache: 'Q8_0' \(9\.\d+ GB\)/)
  expect(await errorLine(() => assertModelFits('eight', without, budget))).not.toMatch(/kvCache/)
})
