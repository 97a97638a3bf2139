import { expect, test } from 'vitest'
import { assertFitsMemory } from '../../src/models/memory-fit.ts'
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
