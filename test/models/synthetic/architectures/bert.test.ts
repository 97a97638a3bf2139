import { expect, test } from 'vitest'
import { bertMetadata, bertTensors } from '../../../../src/models/synthetic/architectures/bert.ts'
import { type BertShape, shapes } from '../../../../src/models/synthetic/shapes.ts'

function bert(name: 'minilm-l6' | 'micro-bert-rank'): BertShape {
  const shape = shapes[name]
  if (shape.architecture !== 'bert') throw new Error(`${name} is no bert`)
  return shape
}

test('a layer has the tensors of the architecture, each with its bias', () => {
  const layer = bertTensors(bert('minilm-l6')).filter(({ name }) => name.startsWith('blk.5.'))
  expect(layer.filter(({ name }) => name.endsWith('.bias'))).toHaveLength(layer.length / 2)
  const matrices = layer.filter(({ name }) => name.endsWith('.weight'))
  expect(Object.fromEntries(matrices.map(({ name, dimensions }) => [name.slice(6, -7), dimensions]))).toEqual({
    attn_q: [384, 384],
    attn_k: [384, 384],
    attn_v: [384, 384],
    attn_output: [384, 384],
    attn_output_norm: [384],
    ffn_up: [384, 1536],
    ffn_down: [1536, 384],
    layer_output_norm: [384],
  })
})

test('a model that ranks has a classifier and says so, one of vectors has none', () => {
  const classifier = (name: 'minilm-l6' | 'micro-bert-rank'): string[] =>
    bertTensors(bert(name)).flatMap((tensor) => (tensor.name.startsWith('cls') ? [tensor.name] : []))
  expect(classifier('minilm-l6')).toEqual([])
  expect(classifier('micro-bert-rank')).toEqual(['cls.weight', 'cls.bias', 'cls.output.weight', 'cls.output.bias'])
  const pooling = (name: 'minilm-l6' | 'micro-bert-rank'): unknown =>
    new Map(bertMetadata(bert(name))).get('bert.pooling_type')?.value
  expect([pooling('minilm-l6'), pooling('micro-bert-rank')]).toEqual([1, 4])
})
