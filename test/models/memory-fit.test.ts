import { expect, test } from 'vitest'
import { assertContextFits, assertFitsMemory } from '../../src/models/memory-fit.ts'
import { errorLine } from './error-line.ts'

const memory = { availableBytes: 8.8e9, totalBytes: 16e9 }

test('weights and a tenth more must fit', async () => {
  assertFitsMemory('model', 7.9e9, memory)
  expect(
    await errorLine(() => {
      assertFitsMemory('synthetic:llama-3.1-8b@Q8_0', 8.54e9, memory)
    }),
  ).toMatchInlineSnapshot(
    `"model-too-large: model "synthetic:llama-3.1-8b@Q8_0" needs about 9.39 GB of memory (8.54 GB of weights and 10 %), 8.80 GB of 16.0 GB are available; choose a smaller quantization or shape, or stop other programs"`,
  )
})

test("this machine's own memory is asked for by default", async () => {
  assertFitsMemory('small', 1000)
  expect(
    await errorLine(() => {
      assertFitsMemory('huge', 1e18)
    }),
  ).toMatch(/^model-too-large: model "huge" needs about 1,100,000 TB/)
})

test('a context must fit beside the weights that are only mapped', async () => {
  const context = { sequences: 4, contextSize: 131_072, contextBytes: 17.2e9, mappedBytes: 4.66e9 }
  assertContextFits(context, 21.9e9)
  expect(
    await errorLine(() => {
      assertContextFits(context, 20e9)
    }),
  ).toMatchInlineSnapshot(
    `"model-too-large: a context of 4 × 131,072 tokens needs about 17.2 GB of memory beside 4.66 GB of mapped weights, 20.0 GB are available; lower contextSize, maxTokens or the concurrency, choose a smaller kvCache, or stop other programs"`,
  )
  expect(
    await errorLine(() => {
      assertContextFits({ ...context, mappedBytes: 0 }, 10e9)
    }),
  ).toMatchInlineSnapshot(
    `"model-too-large: a context of 4 × 131,072 tokens needs about 17.2 GB of memory, 10.0 GB are available; lower contextSize, maxTokens or the concurrency, choose a smaller kvCache, or stop other programs"`,
  )
})
