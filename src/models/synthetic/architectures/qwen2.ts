import type { GgufMetadata } from '../../gguf/gguf-writer.ts'
import type { TensorShape } from '../../gguf/quantizations.ts'
import type { Qwen2Shape } from '../shapes.ts'
import { sentencePieceMetadata } from '../tokenizers/sentencepiece.ts'
import { llamaTensors } from './llama.ts'
import { layeredMetadata } from './shared-parts.ts'

const biased = /\.attn_[qkv]\.weight$/

/** Tensors llama.cpp expects of the Qwen 2 architecture: those of llama, and biases of queries, keys and values. */
export function qwen2Tensors(shape: Qwen2Shape): TensorShape[] {
  return llamaTensors({ ...shape, architecture: 'llama', tiedEmbeddings: false }).flatMap((tensor) => {
    if (!biased.test(tensor.name)) return [tensor]
    const name = tensor.name.replace(/weight$/, 'bias')
    return [tensor, { name, role: 'bias', dimensions: tensor.dimensions.slice(-1), layer: tensor.layer }]
  })
}

/** Metadata llama.cpp reads for the Qwen 2 architecture, tokenizer included. */
export function qwen2Metadata(shape: Qwen2Shape): GgufMetadata {
  return [
    ...layeredMetadata('qwen2', shape),
    ['qwen2.attention.layer_norm_rms_epsilon', { type: 'float32', value: 1e-6 }],
    ['qwen2.rope.freq_base', { type: 'float32', value: shape.ropeBase }],
    ...sentencePieceMetadata(shape.vocabulary),
  ]
}
