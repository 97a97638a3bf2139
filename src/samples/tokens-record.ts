import type { TokenSource, TokensRecord } from '../record/tokens.ts'
import type { RequestFacts } from './facts.ts'
import type { TokenCounts } from './sample.ts'
import { ownPrompts, type PromptOrder, speculationRecord } from './speculation/accepted-share.ts'
import type { Rows } from './table/rows.ts'

const sourcesFromBest: readonly TokenSource[] = ['usage', 'engine', 'tokenizer', 'chunks', 'estimated']

/**
 * Tokens of the answered requests, summed.
 * @param prompts that they went through in order
 */
export function tokensRecord(samples: Rows<RequestFacts>, prompts: PromptOrder = ownPrompts): TokensRecord {
  // Their counts are made as they are asked for, and are many: none is kept.
  const answered = samples.filter(({ state }) => state === 'completed')
  // The rest of an input that one answer does not tell would be a part called the whole.
  const knowsInput = answered.every(({ tokens }) => tokens.input !== null)
  const speculation = speculationRecord(answered, prompts)
  const cached = knowsInput ? told(answered, 'cached') : null
  return {
    input: knowsInput ? sumOf(answered, 'input') : null,
    output: outputOf(answered),
    cached,
    cachedSource: cached === null || answered.length === 0 ? null : 'answers',
    reasoning: told(answered, 'reasoning'),
    ...(speculation === null ? {} : { speculation }),
    source: weakest(sourcesOf(answered.length === 0 ? samples : answered)),
  }
}

function sourcesOf(samples: Rows<RequestFacts>): Set<TokenSource> {
  const sources = new Set<TokenSource>()
  for (const { tokens } of samples) sources.add(tokens.source)
  return sources
}

/** All output tokens; null where nobody counted one, and no answer came in events. */
function outputOf(answered: Rows<RequestFacts>): number | null {
  const output = answered.reduce((sum, { tokens }) => sum + tokens.output, 0)
  return output === 0 && answered.length > 0 ? null : output
}

/** The sum of a count that servers leave out of the answers that have none of it; null where none tells it. */
function told(answered: Rows<RequestFacts>, name: 'cached' | 'reasoning'): number | null {
  return answered.length === 0 || answered.some(({ tokens }) => tokens[name] !== null) ? sumOf(answered, name) : null
}

function sumOf(answered: Rows<RequestFacts>, name: 'input' | 'cached' | 'reasoning'): number {
  return answered.reduce((sum, { tokens }) => sum + (tokens[name] ?? 0), 0)
}

/** The worst source of any request's counts, which is that of their sum. */
export function weakestSource(counts: readonly Pick<TokenCounts, 'source'>[]): TokenSource {
  return weakest(new Set(counts.map(({ source }) => source)))
}

function weakest(sources: ReadonlySet<TokenSource>): TokenSource {
  const ranks = [...sources].map((source) => sourcesFromBest.indexOf(source))
  return sourcesFromBest[Math.max(0, ...ranks)] ?? 'engine'
}
