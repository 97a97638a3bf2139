import { LlmBenchError } from '../../errors.ts'
import type { GgufHeader } from '../../models/gguf/gguf-header.ts'
import type { ModelPurpose } from '../../record/target.ts'

/** Architectures of llama.cpp that turn a text into a vector, and have no next token. */
const encoders = /^(?:.*bert.*|t5encoder|bitnet-embed|gemma-embedding|llama-embed)$/

/** Architectures that make their text in other ways. */
const others: ReadonlyMap<string, string> = new Map([
  ['t5', 'an encoder with a decoder, which node-llama-cpp does not run'],
  ['dream', 'a diffusion model, which makes no text one token after the other'],
  ['llada', 'a diffusion model, which makes no text one token after the other'],
  ['llada-moe', 'a diffusion model, which makes no text one token after the other'],
  ['wavtokenizer-dec', 'a decoder of sound, which generates no text'],
])

/** Kind of pooling, by llama.cpp's numbers, of a model that ranks; lower ones but 0 make a vector. */
const rankPooling = 4

/** Parts of a header that tell what a model is made for. */
export type PurposeHeader = Pick<GgufHeader, 'architecture' | 'pooling' | 'causal'>

/**
 * The purpose that a model is made for, by its header: llama.cpp would load any, and end the process later, answer
 * noise, or say nothing of why.
 * @throws LlmBenchError `model-invalid` for one that is made for nothing that can be measured here
 */
export function modelPurpose(path: string, { architecture, pooling, causal }: PurposeHeader): ModelPurpose {
  const other = others.get(architecture)
  if (other !== undefined)
    throw new LlmBenchError(
      'model-invalid',
      `model "${path}" is of kind "${architecture}", ${other}; ` +
        'give a decoder-only language model, such as a llama or qwen',
    )
  if (pooling === rankPooling) return 'ranking'
  return encoders.test(architecture) || (pooling ?? 0) > 0 || !causal ? 'embedding' : 'text'
}

const made: Readonly<Record<ModelPurpose, string>> = {
  text: 'generates text',
  embedding: 'is made for embeddings, and generates no text',
  ranking: 'is made for ranking, and generates no text',
}

const calls: Readonly<Record<ModelPurpose, string>> = {
  text: 'complete() or chat()',
  embedding: 'embed()',
  ranking: 'rerank()',
}

/**
 * Refuses requests that a model is not made for. Vectors of a model that generates text are let through: they can be
 * timed.
 * @throws LlmBenchError `invalid-workload`
 */
export function assertMadeFor(name: string, purpose: ModelPurpose, asked: ModelPurpose): void {
  if (purpose === asked || (purpose === 'text' && asked === 'embedding')) return
  throw new LlmBenchError(
    'invalid-workload',
    `model "${name}" ${made[purpose]}: ask it by ${calls[purpose]}, or ${calls[asked]} of a model ` +
      `that ${asked === 'text' ? 'does, such as a llama or qwen' : asked === 'embedding' ? 'makes vectors' : 'ranks'}`,
  )
}
