import type { TokenSource, TokensRecord } from '../record/tokens.ts'
import type { RequestFacts } from './facts.ts'
import type { TokenCounts } from './sample.ts'
import { speculationRecord } from './speculation/accepted-share.ts'

const sourcesFromBest: readonly TokenSource[] = ['usage', 'engine', 'tokenizer', 'chunks', 'estimated']

/**
 * Tokens of the answered requests, summed.
 * @param prompts that they went through in order; 0 where each had one of its own
 */
export function tokensRecord(samples: readonly RequestFacts[], prompts: number = 0): TokensRecord {
  const completed = samples.filter(({ state }) => state === 'completed')
  const answered = completed.map(({ tokens }) => tokens)
  // The rest of an input that one answer does not tell would be a part called the whole.
  const knowsInput = answered.every(({ input }) => input !== null)
  const speculation = speculationRecord(completed, prompts)
  const cached = knowsInput ? told(answered, 'cached') : null
  return {
    input: knowsInput ? sumOf(answered, 'input') : null,
    output: outputOf(answered),
    cached,
    cachedSource: cached === null || answered.length === 0 ? null : 'answers',
    reasoning: told(answered, 'reasoning'),
    ...(speculation === null ? {} : { speculation }),
    source: weakestSource(answered.length === 0 ? samples.map(({ tokens }) => tokens) : answered),
  }
}

/** All output tokens; null where nobody counted one, and no answer came in events. */
function outputOf(answered: readonly TokenCounts[]): number | null {
  const output = answered.reduce((sum, tokens) => sum + tokens.output, 0)
  return output === 0 && answered.length > 0 ? null : output
}

/** The sum of a count that servers leave out of the answers that have none of it; null where none tells it. */
function told(counts: readonly TokenCounts[], name: 'cached' | 'reasoning'): number | null {
  return counts.length === 0 || counts.some((count) => count[name] !== null) ? sumOf(counts, name) : null
}

function sumOf(counts: readonly TokenCounts[], name: 'input' | 'cached' | 'reasoning'): number {
  return counts.reduce((sum, count) => sum + (count[name] ?? 0), 0)
}

/** The worst source of any request's counts, which is that of their sum. */
export function weakestSource(counts: readonly Pick<TokenCounts, 'source'>[]): TokenSource {
  const ranks = new Set(counts.map(({ source }) => sourcesFromBest.indexOf(source)))
  return sourcesFromBest[Math.max(0, ...ranks)] ?? 'engine'
}
