import type { GgufMetadata } from '../../gguf/gguf-writer.ts'
import type { TensorShape } from '../../gguf/quantizations.ts'
import type { OlmoeShape } from '../shapes.ts'
import { bytePairMetadata } from '../tokenizers/byte-pair.ts'

/** Tensors llama.cpp expects of the OLMoE architecture, in layer order; all experts of a matrix are one tensor. */
export function olmoeTensors(shape: OlmoeShape): TensorShape[] {
  const { embedding, experts, feedForward, heads, keyValueHeads, vocabulary } = shape
  const keyValue = (embedding / heads) * keyValueHeads
  const tensors: TensorShape[] = [
    { name: 'token_embd.weight', role: 'embedding', dimensions: [embedding, vocabulary], layer: 0 },
  ]
  for (let layer = 0; layer < shape.layers; layer++) {
    const add = (name: string, role: TensorShape['role'], ...dimensions: number[]): void => {
      tensors.push({ name: `blk.${layer}.${name}.weight`, role, dimensions, layer })
    }
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
  }
  tensors.push(
    { name: 'output_norm.weight', role: 'norm', dimensions: [embedding], layer: 0 },
    { name: 'output.weight', role: 'output', dimensions: [embedding, vocabulary], layer: 0 },
  )
  return tensors
}

/** Metadata llama.cpp reads for the OLMoE architecture, tokenizer included. */
export function olmoeMetadata(shape: OlmoeShape): GgufMetadata {
  return [
    ['olmoe.context_length', { type: 'uint32', value: shape.context }],
    ['olmoe.embedding_length', { type: 'uint32', value: shape.embedding }],
    ['olmoe.block_count', { type: 'uint32', value: shape.layers }],
    ['olmoe.feed_forward_length', { type: 'uint32', value: shape.feedForward }],
    ['olmoe.expert_count', { type: 'uint32', value: shape.experts }],
    ['olmoe.expert_used_count', { type: 'uint32', value: shape.usedExperts }],
    ['olmoe.attention.head_count', { type: 'uint32', value: shape.heads }],
    ['olmoe.attention.head_count_kv', { type: 'uint32', value: shape.keyValueHeads }],
    ['olmoe.attention.layer_norm_rms_epsilon', { type: 'float32', value: 1e-5 }],
    ['olmoe.rope.freq_base', { type: 'float32', value: shape.ropeBase }],
    ['olmoe.vocab_size', { type: 'uint32', value: shape.vocabulary }],
    ...bytePairMetadata(shape.vocabulary),
  ]
}
