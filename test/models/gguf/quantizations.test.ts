import { expect, test } from 'vitest'
import {
  parseQuantization,
  type Quantization,
  type TensorRole,
  tensorType,
} from '../../../src/models/gguf/quantizations.ts'
import { errorLine } from '../error-line.ts'

function typeName(
  role: TensorRole,
  rowLength: number,
  quantization: Quantization,
  { layer = 0, layers = 24, tiedEmbeddings = false } = {},
): string {
  const tensor = { name: 'tensor', role, dimensions: [rowLength, 64], layer }
  return tensorType(tensor, quantization, { layers, tiedEmbeddings }).name
}

test('names are read in any case, and Q4_K_M is Q4_K', () => {
  expect(parseQuantization('q8_0')).toBe('Q8_0')
  expect(parseQuantization('bf16')).toBe('BF16')
  expect(parseQuantization('q4_k_m')).toBe('Q4_K')
})

test('an unknown name is refused with the nearest', async () => {
  expect(await errorLine(() => parseQuantization('Q4_O'))).toMatchInlineSnapshot(
    `"model-unknown-quantization: unknown quantization "Q4_O" for a synthetic model; did you mean "Q4_0"? (known: F32, F16, BF16, Q8_0, Q4_0, Q4_K)"`,
  )
  expect(await errorLine(() => parseQuantization(''))).toMatchInlineSnapshot(
    `"model-unknown-quantization: unknown quantization "" for a synthetic model (known: F32, F16, BF16, Q8_0, Q4_0, Q4_K)"`,
  )
})

test('norms, biases and positions stay F32', () => {
  for (const role of ['norm', 'bias', 'position'] as const)
    for (const quantization of ['F16', 'Q8_0', 'Q4_0', 'Q4_K'] as const)
      expect(typeName(role, 256, quantization)).toBe('F32')
})

test('the output matrix gets more bits, and a tied embedding is one', () => {
  expect(typeName('output', 2048, 'Q4_0')).toBe('Q6_K')
  expect(typeName('embedding', 2048, 'Q4_0')).toBe('Q4_0')
  expect(typeName('embedding', 2048, 'Q4_0', { tiedEmbeddings: true })).toBe('Q6_K')
  expect(typeName('output', 2048, 'Q8_0')).toBe('Q8_0')
  expect(typeName('output', 2048, 'F16')).toBe('F16')
})

test('Q4_K gives the value and down matrices of some layers Q6_K', () => {
  const layers = Array.from({ length: 24 }, (_, layer) => layer)
  const withMoreBits = layers.filter((layer) => typeName('attention-value', 2048, 'Q4_K', { layer }) === 'Q6_K')
  expect(withMoreBits).toEqual([0, 1, 2, 5, 8, 11, 14, 17, 20, 21, 22, 23])
  expect(typeName('matrix', 2048, 'Q4_K')).toBe('Q4_K')
})

test('rows that are no multiple of 256 fall back as in llama.cpp', () => {
  expect(typeName('matrix', 1600, 'Q4_K')).toBe('Q5_0')
  expect(typeName('feed-forward-down', 576, 'Q4_K')).toBe('Q8_0')
  expect(typeName('output', 576, 'Q4_0')).toBe('Q8_0')
  expect(typeName('matrix', 576, 'Q4_0')).toBe('Q4_0')
  expect(typeName('matrix', 100, 'Q4_0')).toBe('F16')
})
