import { expect, test } from 'vitest'
import { tensorType } from '../../../../src/models/gguf/quantizations.ts'
import { olmoeMetadata, olmoeTensors } from '../../../../src/models/synthetic/architectures/olmoe.ts'
import { type OlmoeShape, shapes } from '../../../../src/models/synthetic/shapes.ts'

function olmoe(): OlmoeShape {
  const shape = shapes['olmoe-1b-7b']
  if (shape.architecture !== 'olmoe') throw new Error('it is no olmoe')
  return shape
}

test('a layer has a router, and all experts of a matrix in one tensor', () => {
  const layer = olmoeTensors(olmoe()).filter(({ name }) => name.startsWith('blk.15.'))
  expect(Object.fromEntries(layer.map(({ name, dimensions }) => [name.slice(7), dimensions]))).toEqual({
    'attn_norm.weight': [2048],
    'attn_q.weight': [2048, 2048],
    'attn_k.weight': [2048, 2048],
    'attn_v.weight': [2048, 2048],
    'attn_output.weight': [2048, 2048],
    'attn_q_norm.weight': [2048],
    'attn_k_norm.weight': [2048],
    'ffn_norm.weight': [2048],
    'ffn_gate_inp.weight': [2048, 64],
    'ffn_gate_exps.weight': [2048, 1024, 64],
    'ffn_down_exps.weight': [1024, 2048, 64],
    'ffn_up_exps.weight': [2048, 1024, 64],
  })
})

test('the router is not quantized', () => {
  const router = olmoeTensors(olmoe()).find(({ name }) => name === 'blk.0.ffn_gate_inp.weight')
  if (router === undefined) throw new Error('there is no router')
  expect(tensorType(router, 'Q4_0', { layers: 16, tiedEmbeddings: false }).name).toBe('F32')
})

test('the metadata says how many experts there are, and how many a token goes through', () => {
  const metadata = new Map(olmoeMetadata(olmoe()))
  expect(metadata.get('olmoe.expert_count')?.value).toBe(64)
  expect(metadata.get('olmoe.expert_used_count')?.value).toBe(8)
})
