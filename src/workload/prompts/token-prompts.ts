import { invalidWorkload, refuseForeignOptions, shown } from '../invalid-workload.ts'
import { isLengthDistribution, type LengthDistribution } from '../lengths.ts'
import type { TokensPrompt } from '../prompt.ts'
import { drawLengths, type PromptSetSize, usualPrompts } from './prompt-set.ts'

/** Seeded prompts of a given length. */
export interface TokensInput {
  /** Tokens of every prompt, or how they are distributed: see `lengths`. */
  readonly tokens: number | LengthDistribution
  /**
   * Share of each prompt, from its start, that is the same for all: 0 (the default) to 1. What a
   * prefix cache of an endpoint may keep; a local model's cache is cleared before each request.
   */
  readonly sharedPrefix?: number
}

/** @throws LlmBenchError `invalid-workload` naming the value */
export function tokenPrompts(input: TokensInput, size: PromptSetSize): TokensPrompt[] {
  const { tokens, sharedPrefix = 0, ...others } = input
  refuseForeignOptions(others, ['tokens', 'sharedPrefix'])
  if (!(sharedPrefix >= 0 && sharedPrefix <= 1)) {
    throw invalidWorkload(`prompt { sharedPrefix: ${sharedPrefix} }: give a share from 0 to 1`)
  }
  const prompt = (count: number): TokensPrompt =>
    sharedPrefix === 0
      ? { kind: 'tokens', count }
      : { kind: 'tokens', count, sharedTokens: Math.round(count * sharedPrefix) }
  if (isLengthDistribution(tokens)) {
    return drawLengths(tokens, size.asked ?? usualPrompts, size.seed, 'input').map(prompt)
  }
  if (!Number.isInteger(tokens) || tokens < 1) {
    throw invalidWorkload(
      `prompt { tokens: ${shown(tokens)} }: give a whole number of at least 1, or a distribution such as lengths.normal({ mean: 512, sd: 128 })`,
    )
  }
  return [prompt(tokens)]
}
