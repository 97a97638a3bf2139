import { expect, test } from 'vitest'
import { gpt2Metadata, gpt2Tensors } from '../../../../src/models/synthetic/architectures/gpt2.ts'
import { shapes } from '../../../../src/models/synthetic/shapes.ts'

const shape = shapes['gpt2-xl']
if (shape.architecture !== 'gpt2') throw new Error('gpt2-xl is no gpt2')

test('a layer has the tensors of the architecture, each with its bias', () => {
  const layer = gpt2Tensors(shape).filter(({ name }) => name.startsWith('blk.47.'))
  expect(Object.fromEntries(layer.map(({ name, dimensions }) => [name.slice(7), dimensions]))).toEqual({
    'attn_norm.weight': [1600],
    'attn_norm.bias': [1600],
    'attn_qkv.weight': [1600, 4800],
    'attn_qkv.bias': [4800],
    'attn_output.weight': [1600, 1600],
    'attn_output.bias': [1600],
    'ffn_norm.weight': [1600],
    'ffn_norm.bias': [1600],
    'ffn_up.weight': [1600, 6400],
    'ffn_up.bias': [6400],
    'ffn_down.weight': [6400, 1600],
    'ffn_down.bias': [1600],
  })
})

test('positions are learned and the output is tied', () => {
  const tensors = gpt2Tensors(shape)
  expect(tensors.find(({ role }) => role === 'position')?.dimensions).toEqual([1600, 1024])
  expect(tensors.some(({ name }) => name === 'output.weight')).toBe(false)
})

test('the metadata holds the dimensions', () => {
  const metadata = new Map(gpt2Metadata(shape))
  expect(metadata.get('gpt2.attention.head_count')?.value).toBe(25)
  expect(metadata.get('gpt2.context_length')?.value).toBe(1024)
})
