import { expect, test } from 'vitest'
import { llamaMetadata, llamaTensors } from '../../../../src/models/synthetic/architectures/llama.ts'
import { type LlamaShape, shapes } from '../../../../src/models/synthetic/shapes.ts'

function llamaShape(name: 'micro' | 'tinyllama-1.1b'): LlamaShape {
  const shape = shapes[name]
  if (shape.architecture !== 'llama') throw new Error(`${name} is no llama`)
  return shape
}

function tensorNames(shape: LlamaShape): string[] {
  return llamaTensors(shape).map(({ name }) => name)
}

test('a layer has the tensors of the architecture', () => {
  const layer = llamaTensors(llamaShape('tinyllama-1.1b')).filter(({ name }) => name.startsWith('blk.21.'))
  expect(Object.fromEntries(layer.map(({ name, dimensions }) => [name.slice(7), dimensions]))).toEqual({
    'attn_norm.weight': [2048],
    'attn_q.weight': [2048, 2048],
    'attn_k.weight': [2048, 256],
    'attn_v.weight': [2048, 256],
    'attn_output.weight': [2048, 2048],
    'ffn_norm.weight': [2048],
    'ffn_gate.weight': [2048, 5632],
    'ffn_down.weight': [5632, 2048],
    'ffn_up.weight': [2048, 5632],
  })
})

test('an untied model has an output matrix, a tied one has none', () => {
  expect(tensorNames(llamaShape('tinyllama-1.1b'))).toContain('output.weight')
  expect(tensorNames(llamaShape('micro'))).not.toContain('output.weight')
})

test('the metadata holds the dimensions', () => {
  const metadata = new Map(llamaMetadata(llamaShape('tinyllama-1.1b')))
  expect(metadata.get('llama.attention.head_count_kv')?.value).toBe(4)
  expect(metadata.get('llama.rope.dimension_count')?.value).toBe(64)
  expect(metadata.get('llama.vocab_size')?.value).toBe(32_000)
})
