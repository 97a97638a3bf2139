import type { LlamaModel, Token, TokenBias } from 'node-llama-cpp'
import { LlmBenchError } from '../../../errors.ts'
import type { TokenBiases } from '../../../workload/answer-rules.ts'

/**
 * The biases of tokens as the engine takes them.
 * @throws LlmBenchError `invalid-workload` for a number that is no token, and for one that ends answers
 */
export function tokenBias(
  { TokenBias: Biases }: Pick<typeof import('node-llama-cpp'), 'TokenBias'>,
  model: LlamaModel,
  given: TokenBiases,
): TokenBias {
  const biases = Biases.for(model)
  const size = model.fileInfo.metadata.tokenizer.ggml.tokens.length
  for (const [key, bias] of given) {
    const tokens = typeof key === 'number' ? [key as Token] : model.tokenize(key)
    for (const token of tokens) {
      if (token >= size) throw refused(key, `the vocabulary has ${size} tokens`)
      // The engine would leave it as it is, in silence.
      if (model.isEogToken(token)) throw refused(key, 'this token ends answers; use ignoreEos or maxTokens')
      biases.set(token, bias === null ? 'never' : { logit: bias })
    }
  }
  return biases
}

function refused(key: number | string, reason: string): LlmBenchError {
  return new LlmBenchError('invalid-workload', `logitBias: ${JSON.stringify(key)} is not allowed here: ${reason}`)
}
