import { expect, test } from 'vitest'
import type { Quantization } from '../../../src/models/gguf/quantizations.ts'
import { type ShapeName, shapes } from '../../../src/models/synthetic/shapes.ts'
import {
  parameterCount,
  planSynthetic,
  syntheticFileBytes,
  syntheticName,
} from '../../../src/models/synthetic/synthetic-plan.ts'

test.for<[ShapeName, number]>([
  ['smollm2-135m', 134_515_008],
  ['tinyllama-1.1b', 1_100_048_384],
  ['llama-3.2-1b', 1_235_814_400],
  ['llama-3.1-8b', 8_030_261_248],
  ['qwen2.5-7b', 7_615_616_512],
  ['gemma-3-1b', 999_885_952],
  ['olmoe-1b-7b', 6_919_161_856],
  ['gpt2', 124_439_808],
  // As llama.cpp's converter writes it, without the pooler of 384 * 385.
  ['minilm-l6', 22_713_216 - 147_840],
  ['gpt2-xl', 1_557_611_200],
])('%s has the published number of parameters', ([name, parameters]) => {
  expect(parameterCount(shapes[name])).toBe(parameters)
})

// Sizes in MB of files as published on Hugging Face; they differ by the tokenizers.
test.for<[ShapeName, Quantization, number]>([
  ['tinyllama-1.1b', 'Q4_0', 637],
  ['tinyllama-1.1b', 'Q4_K', 669],
  ['tinyllama-1.1b', 'Q8_0', 1170],
  ['smollm2-135m', 'Q4_0', 91.7],
  ['smollm2-135m', 'Q4_K', 105.5],
  ['smollm2-135m', 'Q8_0', 145],
  ['llama-3.2-1b', 'Q4_K', 808],
  ['llama-3.2-1b', 'Q8_0', 1320],
  ['llama-3.1-8b', 'Q4_K', 4920],
  ['gemma-3-1b', 'Q4_0', 722],
  ['gemma-3-1b', 'Q8_0', 1070],
  ['olmoe-1b-7b', 'Q4_0', 3930],
  ['olmoe-1b-7b', 'Q4_K', 4210],
  ['olmoe-1b-7b', 'Q8_0', 7360],
  ['llama-3.1-8b', 'Q8_0', 8540],
  ['minilm-l6', 'Q8_0', 25],
])('%s in %s is as large as the real file', ([shape, quantization, megabytes]) => {
  const bytes = syntheticFileBytes({ shape, quantization, seed: 0 })
  expect(Math.abs(bytes / 1e6 / megabytes - 1)).toBeLessThan(0.01)
})

test('the file says what it is', () => {
  const model = { shape: 'gpt2-xl', quantization: 'Q8_0', seed: 7 } as const
  const metadata = new Map(planSynthetic(model).metadata)
  expect(syntheticName(model)).toBe('synthetic gpt2-xl Q8_0 seed 7')
  expect(metadata.get('general.name')?.value).toBe('synthetic gpt2-xl Q8_0 seed 7')
  expect(metadata.get('general.architecture')?.value).toBe('gpt2')
  expect(metadata.get('general.file_type')?.value).toBe(7)
  expect(metadata.get('vitest-llm-bench.synthetic')?.value).toBe(true)
  expect(metadata.size).toBe(planSynthetic(model).metadata.length)
})
