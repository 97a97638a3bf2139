import { expect, test } from 'vitest'
import { tensorBytes } from '../../../src/models/gguf/ggml-types.ts'
import { randomWeights } from '../../../src/models/synthetic/random-weights.ts'
import { planSynthetic, type SyntheticTensor } from '../../../src/models/synthetic/synthetic-plan.ts'
import { dequantize } from '../dequantize.ts'

const { tensors } = planSynthetic({ shape: 'micro', quantization: 'Q4_K', seed: 0 })

function weights(seed: number): { tensor: SyntheticTensor; bytes: Buffer }[] {
  const data = randomWeights(tensors, seed)
  return tensors.map((tensor) => {
    const pieces = [...data(tensor, tensorBytes(tensor.type, tensor.dimensions))]
    return { tensor, bytes: Buffer.concat(pieces) }
  })
}

test('every tensor gets its bytes, whole blocks of finite values', () => {
  for (const { tensor, bytes } of weights(1)) {
    expect(bytes.length).toBe(tensorBytes(tensor.type, tensor.dimensions))
    const values = dequantize(tensor.type.name, bytes)
    expect(values.every(Number.isFinite)).toBe(true)
    const center = tensor.role === 'norm' ? 1 : 0
    expect(values.every((value) => Math.abs(value - center) < 0.2)).toBe(true)
  }
})

test('tensors differ, seeds differ, an equal seed repeats', () => {
  const bytes = weights(1).map((item) => item.bytes.toString('hex'))
  expect(new Set(bytes).size).toBe(tensors.length)
  expect(weights(1).map((item) => item.bytes.toString('hex'))).toEqual(bytes)
  expect(weights(2).map((item) => item.bytes.toString('hex'))).not.toEqual(bytes)
})
