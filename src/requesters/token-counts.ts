import type { AnswerUsage } from '../http/answer/usage.ts'
import type { TokenCounts } from '../samples/sample.ts'

/** An answer whose tokens are to be counted. */
export interface CountedAnswer {
  readonly usage: AnswerUsage | null
  /** Reasoning that was sent. */
  readonly reasoning: string
  /** Events that carried text, reasoning or a part of a tool call; 0 where it was not streamed. */
  readonly events: number
  /** Whether it holds anything the model generated. */
  readonly generated: boolean
}

/** Tokens by the server's own count; where it gives none that can be, events, which may hold several. */
export function tokenCounts({ usage, events, generated }: CountedAnswer): TokenCounts {
  if (usage === null) return { input: null, output: events, cached: null, reasoning: null, source: 'chunks' }
  const { input, output, cached, reasoning, nonsense, written } = usage
  const isTold = output !== null && (output > 0 || !generated)
  const odd = nonsense ?? (output === 0 && generated ? 'completion_tokens 0' : null)
  return {
    input,
    output: isTold ? output : events,
    cached,
    reasoning: isTold ? reasoning : null,
    source: isTold ? 'usage' : 'chunks',
    ...(written === undefined ? {} : { written }),
    ...(odd === null ? {} : { nonsense: odd }),
  }
}

/**
 * Decoded tokens that were never streamed: reasoning that is counted and did not come. Where more events
 * came than that would leave, it was sent among the text.
 */
export function hiddenTokens(tokens: TokenCounts, { reasoning, events }: CountedAnswer): number {
  const thought = tokens.reasoning ?? 0
  if (reasoning !== '' || thought === 0) return 0
  const others = tokens.output - thought
  return events > others + 1 ? Math.max(0, tokens.output - events) : thought
}
