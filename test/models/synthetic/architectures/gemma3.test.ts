import { expect, test } from 'vitest'
import { gemma3Metadata, gemma3Tensors } from '../../../../src/models/synthetic/architectures/gemma3.ts'
import { type Gemma3Shape, shapes } from '../../../../src/models/synthetic/shapes.ts'

function gemma(): Gemma3Shape {
  const shape = shapes['gemma-3-1b']
  if (shape.architecture !== 'gemma3') throw new Error('it is no gemma3')
  return shape
}

test('a layer has the tensors of the architecture, its heads a width of their own', () => {
  const layer = gemma3Tensors(gemma()).filter(({ name }) => name.startsWith('blk.25.'))
  expect(Object.fromEntries(layer.map(({ name, dimensions }) => [name.slice(7), dimensions]))).toEqual({
    'attn_norm.weight': [1152],
    'attn_q.weight': [1152, 1024],
    'attn_k.weight': [1152, 256],
    'attn_v.weight': [1152, 256],
    'attn_output.weight': [1024, 1152],
    'post_attention_norm.weight': [1152],
    'attn_k_norm.weight': [256],
    'attn_q_norm.weight': [256],
    'ffn_norm.weight': [1152],
    'ffn_gate.weight': [1152, 6912],
    'ffn_down.weight': [6912, 1152],
    'ffn_up.weight': [1152, 6912],
    'post_ffw_norm.weight': [1152],
  })
})

test('the output matrix is that of the tokens', () => {
  expect(gemma3Tensors(gemma()).map(({ name }) => name)).not.toContain('output.weight')
})

test('the metadata holds the window, and leaves its pattern to the architecture, as published files do', () => {
  const metadata = new Map(gemma3Metadata(gemma()))
  expect(metadata.get('gemma3.attention.sliding_window')?.value).toBe(512)
  expect(metadata.get('gemma3.attention.key_length')?.value).toBe(256)
  expect(metadata.has('gemma3.attention.sliding_window_pattern')).toBe(false)
})
