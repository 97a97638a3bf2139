import * as llamaCpp from 'node-llama-cpp'
import { expect, test } from 'vitest'
import { tokenBias } from '../../../../src/engines/llama-cpp/answers/token-bias.ts'
import { microFile, startLlama } from '../loaded-engine.ts'

test('tokens are biased by their numbers, and those of a text each', async () => {
  await using started = await startLlama()
  const model = await started.llama.loadModel({ modelPath: (await microFile()).path, gpuLayers: 0 })
  const given = tokenBias(llamaCpp, model, [
    [300, 5],
    [301, null],
    ['ab', -2],
  ])
  const { _biases: biases } = given as unknown as { _biases: ReadonlyMap<number, number> }
  expect(biases.get(300)).toBe(5)
  expect(biases.get(301)).toBe(Number.NEGATIVE_INFINITY)
  for (const token of model.tokenize('ab')) expect(biases.get(token)).toBe(-2)
})
