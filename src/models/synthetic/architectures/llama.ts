import type { GgufMetadata } from '../../gguf/gguf-writer.ts'
import type { TensorShape } from '../../gguf/quantizations.ts'
import type { LlamaShape } from '../shapes.ts'
import { layeredMetadata, layeredTensors, outputTensor } from './shared-parts.ts'
import { sentencePieceMetadata } from '../tokenizers/sentencepiece.ts'

/** Tensors llama.cpp expects of the llama architecture, in layer order. */
export function llamaTensors(shape: LlamaShape): TensorShape[] {
  const { embedding, feedForward, heads, keyValueHeads } = shape
  const keyValue = (embedding / heads) * keyValueHeads
  const tensors = layeredTensors(shape, (add) => {
    add('attn_norm', 'norm', embedding)
    add('attn_q', 'matrix', embedding, embedding)
    add('attn_k', 'matrix', embedding, keyValue)
    add('attn_v', 'attention-value', embedding, keyValue)
    add('attn_output', 'matrix', embedding, embedding)
    add('ffn_norm', 'norm', embedding)
    add('ffn_gate', 'matrix', embedding, feedForward)
    add('ffn_down', 'feed-forward-down', feedForward, embedding)
    add('ffn_up', 'matrix', embedding, feedForward)
  })
  return shape.tiedEmbeddings ? tensors : [...tensors, outputTensor(shape)]
}

/** Metadata llama.cpp reads for the llama architecture, tokenizer included. */
export function llamaMetadata(shape: LlamaShape): GgufMetadata {
  return [
    ...layeredMetadata('llama', shape),
    ['llama.attention.layer_norm_rms_epsilon', { type: 'float32', value: 1e-5 }],
    ['llama.rope.dimension_count', { type: 'uint32', value: shape.embedding / shape.heads }],
    ['llama.rope.freq_base', { type: 'float32', value: shape.ropeBase }],
    ['llama.vocab_size', { type: 'uint32', value: shape.vocabulary }],
    ...sentencePieceMetadata(shape.vocabulary),
  ]
}
