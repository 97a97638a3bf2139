import type { GgufMetadata } from '../../gguf/gguf-writer.ts'
import type { TensorRole, TensorShape } from '../../gguf/quantizations.ts'
import type { BertShape } from '../shapes.ts'
import { wordPieceMetadata } from '../tokenizers/word-piece.ts'

/** Numbers of llama.cpp's kinds of pooling (`enum llama_pooling_type`). */
const poolings: Readonly<Record<BertShape['pooling'], number>> = { mean: 1, rank: 4 }

/** Sentences that a text may be of: the first and the second. */
const tokenTypes = 2

/** Tensors llama.cpp expects of the BERT architecture, in layer order; a model that ranks has a classifier. */
export function bertTensors({
  embedding,
  feedForward,
  layers,
  vocabulary,
  context,
  pooling,
}: BertShape): TensorShape[] {
  const tensors: TensorShape[] = [
    { name: 'token_embd.weight', role: 'embedding', dimensions: [embedding, vocabulary], layer: 0 },
    { name: 'position_embd.weight', role: 'position', dimensions: [embedding, context], layer: 0 },
    { name: 'token_types.weight', role: 'position', dimensions: [embedding, tokenTypes], layer: 0 },
  ]
  const add = (name: string, layer: number, role: TensorRole, ...dimensions: number[]): void => {
    tensors.push(
      { name: `${name}.weight`, role, dimensions, layer },
      { name: `${name}.bias`, role: 'bias', dimensions: dimensions.slice(-1), layer },
    )
  }
  add('token_embd_norm', 0, 'norm', embedding)
  for (let layer = 0; layer < layers; layer++) {
    const block = `blk.${layer}`
    add(`${block}.attn_q`, layer, 'matrix', embedding, embedding)
    add(`${block}.attn_k`, layer, 'matrix', embedding, embedding)
    add(`${block}.attn_v`, layer, 'attention-value', embedding, embedding)
    add(`${block}.attn_output`, layer, 'matrix', embedding, embedding)
    add(`${block}.attn_output_norm`, layer, 'norm', embedding)
    add(`${block}.ffn_up`, layer, 'matrix', embedding, feedForward)
    add(`${block}.ffn_down`, layer, 'feed-forward-down', feedForward, embedding)
    add(`${block}.layer_output_norm`, layer, 'norm', embedding)
  }
  if (pooling === 'rank') {
    add('cls', 0, 'matrix', embedding, embedding)
    add('cls.output', 0, 'bias', embedding, 1)
  }
  return tensors
}

/** Metadata llama.cpp reads for the BERT architecture, tokenizer included. */
export function bertMetadata(shape: BertShape): GgufMetadata {
  return [
    ['bert.context_length', { type: 'uint32', value: shape.context }],
    ['bert.embedding_length', { type: 'uint32', value: shape.embedding }],
    ['bert.block_count', { type: 'uint32', value: shape.layers }],
    ['bert.feed_forward_length', { type: 'uint32', value: shape.feedForward }],
    ['bert.attention.head_count', { type: 'uint32', value: shape.heads }],
    ['bert.attention.layer_norm_epsilon', { type: 'float32', value: 1e-12 }],
    ['bert.attention.causal', { type: 'bool', value: false }],
    ['bert.pooling_type', { type: 'uint32', value: poolings[shape.pooling] }],
    ['tokenizer.ggml.token_type_count', { type: 'uint32', value: tokenTypes }],
    ...wordPieceMetadata(shape.vocabulary),
  ]
}
