import type { GgufMetadata } from '../../gguf/gguf-writer.ts'
import type { TensorShape } from '../../gguf/quantizations.ts'
import type { Gemma3Shape } from '../shapes.ts'
import { layeredMetadata, layeredTensors } from './shared-parts.ts'
import { sentencePieceMetadata } from '../tokenizers/sentencepiece.ts'

/** Tensors llama.cpp expects of the Gemma 3 architecture, in layer order; the output matrix is tied. */
export function gemma3Tensors(shape: Gemma3Shape): TensorShape[] {
  const { embedding, feedForward, headWidth, heads, keyValueHeads } = shape
  return layeredTensors(shape, (add) => {
    add('attn_norm', 'norm', embedding)
    add('attn_q', 'matrix', embedding, headWidth * heads)
    add('attn_k', 'matrix', embedding, headWidth * keyValueHeads)
    add('attn_v', 'attention-value', embedding, headWidth * keyValueHeads)
    add('attn_output', 'matrix', headWidth * heads, embedding)
    add('post_attention_norm', 'norm', embedding)
    add('attn_k_norm', 'norm', headWidth)
    add('attn_q_norm', 'norm', headWidth)
    add('ffn_norm', 'norm', embedding)
    add('ffn_gate', 'matrix', embedding, feedForward)
    add('ffn_down', 'feed-forward-down', feedForward, embedding)
    add('ffn_up', 'matrix', embedding, feedForward)
    add('post_ffw_norm', 'norm', embedding)
  })
}

/** Metadata llama.cpp reads for the Gemma 3 architecture, tokenizer included. */
export function gemma3Metadata(shape: Gemma3Shape): GgufMetadata {
  return [
    ...layeredMetadata('gemma3', shape),
    ['gemma3.attention.key_length', { type: 'uint32', value: shape.headWidth }],
    ['gemma3.attention.value_length', { type: 'uint32', value: shape.headWidth }],
    ['gemma3.attention.layer_norm_rms_epsilon', { type: 'float32', value: 1e-6 }],
    ['gemma3.attention.sliding_window', { type: 'uint32', value: shape.window }],
    ['gemma3.rope.freq_base', { type: 'float32', value: shape.ropeBase }],
    ['gemma3.vocab_size', { type: 'uint32', value: shape.vocabulary }],
    ...sentencePieceMetadata(shape.vocabulary),
  ]
}
