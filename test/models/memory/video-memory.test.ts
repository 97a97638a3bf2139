import { expect, test } from 'vitest'
import type { Quantization } from '../../../src/models/gguf/quantizations.ts'
import { resolveModelOptions } from '../../../src/models/load-options.ts'
import { videoMemory } from '../../../src/models/memory/video-memory.ts'
import type { ModelLoadOptions } from '../../../src/models/model-options.ts'
import type { ShapeName } from '../../../src/models/synthetic/shapes.ts'
import { syntheticMemory } from '../../../src/models/synthetic/synthetic-memory.ts'

// Recorded on an H200 with CUDA 13, by llama.cpp's own count of what its weights and its context take.
test.each<[ShapeName, Quantization, ModelLoadOptions & { contextSize: number }, number, number]>([
  ['tinyllama-1.1b', 'Q4_0', { contextSize: 1024 }, 23, 691_924_992],
  ['tinyllama-1.1b', 'Q4_0', { contextSize: 1024 }, 10, 356_036_608],
  ['tinyllama-1.1b', 'F16', { contextSize: 2048, flashAttention: false }, 23, 2_271_592_448],
  ['gemma-3-1b', 'Q4_0', { contextSize: 4096 }, 27, 1_299_829_248],
  ['llama-3.1-8b', 'Q4_0', { contextSize: 4096, kvCache: 'Q8_0' }, 33, 4_914_143_232],
  ['qwen2.5-7b', 'Q8_0', { contextSize: 2048 }, 29, 7_949_719_552],
])('%s in %s, %j, %i layers on the GPU: within 5 %% of what it took', (shape, quantization, options, layers, bytes) => {
  const model = syntheticMemory({ shape, quantization, seed: 0 })
  const context = { sequences: 1, contextSize: options.contextSize, longestPrompt: 64 }
  const predicted = videoMemory(model, resolveModelOptions(options), context, layers)
  expect(Math.abs(predicted / bytes - 1)).toBeLessThan(0.05)
})

test('without a layer there nothing is taken', () => {
  const model = syntheticMemory({ shape: 'micro', quantization: 'F16', seed: 0 })
  const context = { sequences: 1, contextSize: 512, longestPrompt: 64 }
  expect(videoMemory(model, resolveModelOptions({}), context, 0)).toBe(0)
})
