import { LlmBenchError } from '../../errors.ts'
import type { GgufHeader } from '../../models/gguf/gguf-header.ts'

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

/** Kinds of pooling, by llama.cpp's numbers, that make one vector of all tokens. */
const poolings: ReadonlyMap<number, string> = new Map([
  [1, 'the mean of its tokens'],
  [2, 'its first token'],
  [3, 'its last token'],
  [4, 'a rank'],
])

/** Parts of a header that tell whether a model generates text. */
export type GenerativeHeader = Pick<GgufHeader, 'architecture' | 'pooling' | 'causal'>

/**
 * Refuses a model that generates no text one token after the other, by its header: llama.cpp would load
 * it and end the process later, answer noise, or say nothing of why.
 * @throws LlmBenchError `model-invalid`
 */
export function assertGenerative(path: string, header: GenerativeHeader): void {
  const reason = reasonAgainst(header)
  if (reason !== null)
    throw new LlmBenchError('model-invalid', `model "${path}" is of kind "${header.architecture}", ${reason}`)
}

const instead = 'give a language model, such as a llama or qwen'

function reasonAgainst({ architecture, pooling, causal }: GenerativeHeader): string | null {
  if (encoders.test(architecture)) return `an encoder for embeddings, which generates no text; ${instead}`
  const other = others.get(architecture)
  if (other !== undefined) return `${other}; give a decoder-only language model, such as a llama or qwen`
  const pooled = poolings.get(pooling ?? 0)
  if (pooled !== undefined)
    return `made for embeddings or ranking (of a text it keeps ${pooled}), and generates no text; ${instead}`
  return causal ? null : `an encoder, whose tokens look at those after them, and generates no text; ${instead}`
}
