import { expect, test } from 'vitest'
import { cpuFeatures, repackedBytes } from '../../../src/models/memory/repacked-bytes.ts'
import { syntheticMemory } from '../../../src/models/synthetic/synthetic-memory.ts'

const systemInfo = 'CPU : SSE3 = 1 | AVX2 = 1 | F16C = 1 | AVX512 = 0 | LLAMAFILE = 1 | REPACK = 1 | '

test('the instructions that an engine says it uses, and those of today where none says', () => {
  expect([...cpuFeatures(systemInfo)]).toEqual(['SSE3', 'AVX2', 'F16C', 'LLAMAFILE', 'REPACK'])
  expect(cpuFeatures(null).size).toBeGreaterThan(0)
})

test.each([
  // Embedding and output stay as they are; the rest is what llama.cpp said it had repacked.
  ['Q4_0', 'AVX2', 545e6],
  ['Q8_0', 'AVX2', 0],
  ['Q8_0', 'DOTPROD', 1099e6],
  ['F16', 'AVX2', 0],
] as const)('tinyllama-1.1b in %s with %s', (quantization, feature, bytes) => {
  const { weights } = syntheticMemory({ shape: 'tinyllama-1.1b', quantization, seed: 0 })
  const repacked = repackedBytes(weights, new Set([feature]))
  expect(Math.abs(repacked - bytes)).toBeLessThan(0.01 * bytes + 1)
})
