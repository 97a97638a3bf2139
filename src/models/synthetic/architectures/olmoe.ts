import type { GgufMetadata } from '../../gguf/gguf-writer.ts'
import type { TensorShape } from '../../gguf/quantizations.ts'
import type { OlmoeShape } from '../shapes.ts'
import { layeredMetadata, layeredTensors, outputTensor } from './shared-parts.ts'
import { bytePairMetadata } from '../tokenizers/byte-pair.ts'

/** Tensors llama.cpp expects of the OLMoE architecture, in layer order; all experts of a matrix are one tensor. */
export function olmoeTensors(shape: OlmoeShape): TensorShape[] {
  const { embedding, experts, feedForward, heads, keyValueHeads } = shape
  const keyValue = (embedding / heads) * keyValueHeads
  const tensors = layeredTensors(shape, (add) => {
    add('attn_norm', 'norm', embedding)
    add('attn_q', 'matrix', embedding, embedding)
    add('attn_k', 'matrix', embedding, keyValue)
    add('attn_v', 'attention-value', embedding, keyValue)
    add('attn_output', 'matrix', embedding, embedding)
    add('attn_q_norm', 'norm', embedding)
    add('attn_k_norm', 'norm', keyValue)
    add('ffn_norm', 'norm', embedding)
    add('ffn_gate_inp', 'router', embedding, experts)
    add('ffn_gate_exps', 'matrix', embedding, feedForward, experts)
    add('ffn_down_exps', 'feed-forward-down', feedForward, embedding, experts)
    add('ffn_up_exps', 'matrix', embedding, feedForward, experts)
  })
  return [...tensors, outputTensor(shape)]
}

/** Metadata llama.cpp reads for the OLMoE architecture, tokenizer included. */
export function olmoeMetadata(shape: OlmoeShape): GgufMetadata {
  return [
    ...layeredMetadata('olmoe', shape),
    ['olmoe.expert_count', { type: 'uint32', value: shape.experts }],
    ['olmoe.expert_used_count', { type: 'uint32', value: shape.usedExperts }],
    ['olmoe.attention.layer_norm_rms_epsilon', { type: 'float32', value: 1e-5 }],
    ['olmoe.rope.freq_base', { type: 'float32', value: shape.ropeBase }],
    ['olmoe.vocab_size', { type: 'uint32', value: shape.vocabulary }],
    ...bytePairMetadata(shape.vocabulary),
  ]
}
