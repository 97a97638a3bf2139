import type { Call } from '../../option-check/call.ts'
import { checkOptions } from '../../option-check/check-options.ts'
import { isLengthDistribution, type LengthDistribution } from '../lengths.ts'
import type { TokensPrompt } from '../prompt.ts'
import { drawLengths, type PromptSetSize, usualPrompts } from './prompt-set.ts'
import { tokensSchema } from './prompts-schema.ts'

/** Seeded prompts of a given length. */
export interface TokensInput {
  /** Tokens of every prompt, or a distribution of them: see `lengths`. */
  readonly tokens: number | LengthDistribution
  /**
   * Share of each prompt, from its start, that is the same for all: 0 (the default) to 1. A prefix
   * cache of an endpoint may keep it; a local model's cache is cleared before each request.
   */
  readonly sharedPrefix?: number
}

/**
 * Seeded prompts of the asked length, or of drawn ones.
 * @throws LlmBenchError `invalid-workload` naming the value
 */
export function tokenPrompts(input: TokensInput, size: PromptSetSize, call: Call): TokensPrompt[] {
  checkOptions(tokensSchema, input, { call, code: 'invalid-workload' })
  const { tokens, sharedPrefix = 0 } = input
  const prompt = (count: number): TokensPrompt =>
    sharedPrefix === 0
      ? { kind: 'tokens', count }
      : { kind: 'tokens', count, sharedTokens: Math.round(count * sharedPrefix) }
  if (isLengthDistribution(tokens)) {
    return drawLengths(tokens, size.asked ?? usualPrompts, size.seed, 'input').map(prompt)
  }
  return [prompt(tokens)]
}
