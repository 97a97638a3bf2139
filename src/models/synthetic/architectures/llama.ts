import type { GgufMetadata } from '../../gguf/gguf-writer.ts'
import type { TensorShape } from '../../gguf/quantizations.ts'
import type { LlamaShape } from '../shapes.ts'
import { sentencePieceMetadata } from '../tokenizers/sentencepiece.ts'

/** Tensors llama.cpp expects of the llama architecture, in layer order. */
export function llamaTensors(shape: LlamaShape): TensorShape[] {
  const { embedding, feedForward, heads, keyValueHeads, vocabulary } = shape
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
    add('ffn_norm', 'norm', embedding)
    add('ffn_gate', 'matrix', embedding, feedForward)
    add('ffn_down', 'feed-forward-down', feedForward, embedding)
    add('ffn_up', 'matrix', embedding, feedForward)
  }
  tensors.push({ name: 'output_norm.weight', role: 'norm', dimensions: [embedding], layer: 0 })
  if (!shape.tiedEmbeddings)
    tensors.push({
      name: 'output.weight',
      role: 'output',
      dimensions: [embedding, vocabulary],
      layer: 0,
    })
  return tensors
}

/** Metadata llama.cpp reads for the llama architecture, tokenizer included. */
export function llamaMetadata(shape: LlamaShape): GgufMetadata {
  return [
    ['llama.context_length', { type: 'uint32', value: shape.context }],
    ['llama.embedding_length', { type: 'uint32', value: shape.embedding }],
    ['llama.block_count', { type: 'uint32', value: shape.layers }],
    ['llama.feed_forward_length', { type: 'uint32', value: shape.feedForward }],
    ['llama.attention.head_count', { type: 'uint32', value: shape.heads }],
    ['llama.attention.head_count_kv', { type: 'uint32', value: shape.keyValueHeads }],
    ['llama.attention.layer_norm_rms_epsilon', { type: 'float32', value: 1e-5 }],
    ['llama.rope.dimension_count', { type: 'uint32', value: shape.embedding / shape.heads }],
    ['llama.rope.freq_base', { type: 'float32', value: shape.ropeBase }],
    ['llama.vocab_size', { type: 'uint32', value: shape.vocabulary }],
    ...sentencePieceMetadata(shape.vocabulary),
  ]
}
