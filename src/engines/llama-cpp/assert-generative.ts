import { LlmBenchError } from '../../errors.ts'

/** Architectures of llama.cpp that turn a text into a vector, and have no next token. */
const encoders = /^(?:.*bert.*|t5encoder|bitnet-embed|gemma-embedding|eurobert)$/

/**
 * Refuses a model that generates no text one token after the other, by its architecture: llama.cpp would load
 * it and end the process later, or say nothing of why.
 * @throws LlmBenchError `model-invalid`
 */
export function assertGenerative(path: string, architecture: string): void {
  const reason = reasonAgainst(architecture)
  if (reason !== null)
    throw new LlmBenchError('model-invalid', `model "${path}" is of kind "${architecture}", ${reason}`)
}

function reasonAgainst(architecture: string): string | null {
  if (encoders.test(architecture))
    return 'an encoder for embeddings, which generates no text; give a language model, such as a llama or qwen'
  if (architecture === 't5')
    return (
      'an encoder with a decoder, which node-llama-cpp does not run; ' +
      'give a decoder-only language model, such as a llama or qwen'
    )
  return null
}
