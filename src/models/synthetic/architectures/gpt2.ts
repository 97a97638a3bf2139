import type { GgufMetadata } from '../../gguf/gguf-writer.ts'
import type { TensorShape } from '../../gguf/quantizations.ts'
import type { Gpt2Shape } from '../shapes.ts'
import { bytePairMetadata } from '../tokenizers/byte-pair.ts'

/** Tensors llama.cpp expects of the GPT-2 architecture, in layer order; the output matrix is tied. */
export function gpt2Tensors(shape: Gpt2Shape): TensorShape[] {
  const { embedding, feedForward, vocabulary } = shape
  const tensors: TensorShape[] = [
    { name: 'token_embd.weight', role: 'embedding', dimensions: [embedding, vocabulary], layer: 0 },
    {
      name: 'position_embd.weight',
      role: 'position',
      dimensions: [embedding, shape.context],
      layer: 0,
    },
  ]
  for (let layer = 0; layer < shape.layers; layer++) {
    const add = (name: string, role: TensorShape['role'], ...dimensions: number[]): void => {
      tensors.push(
        { name: `blk.${layer}.${name}.weight`, role, dimensions, layer },
        { name: `blk.${layer}.${name}.bias`, role: 'bias', dimensions: dimensions.slice(-1), layer },
      )
    }
    add('attn_norm', 'norm', embedding)
    add('attn_qkv', 'attention-value', embedding, 3 * embedding)
    add('attn_output', 'matrix', embedding, embedding)
    add('ffn_norm', 'norm', embedding)
    add('ffn_up', 'matrix', embedding, feedForward)
    add('ffn_down', 'feed-forward-down', feedForward, embedding)
  }
  tensors.push(
    { name: 'output_norm.weight', role: 'norm', dimensions: [embedding], layer: 0 },
    { name: 'output_norm.bias', role: 'bias', dimensions: [embedding], layer: 0 },
  )
  return tensors
}

/** Metadata llama.cpp reads for the GPT-2 architecture, tokenizer included. */
export function gpt2Metadata(shape: Gpt2Shape): GgufMetadata {
  return [
    ['gpt2.context_length', { type: 'uint32', value: shape.context }],
    ['gpt2.embedding_length', { type: 'uint32', value: shape.embedding }],
    ['gpt2.block_count', { type: 'uint32', value: shape.layers }],
    ['gpt2.feed_forward_length', { type: 'uint32', value: shape.feedForward }],
    ['gpt2.attention.head_count', { type: 'uint32', value: shape.heads }],
    ['gpt2.attention.layer_norm_epsilon', { type: 'float32', value: 1e-5 }],
    ['gpt2.vocab_size', { type: 'uint32', value: shape.vocabulary }],
    ...bytePairMetadata(shape.vocabulary),
  ]
}
