import type { CompletedSample, TokenCounts } from '../samples/sample.ts'
import { type CountedAnswer, hiddenTokens } from './token-counts.ts'

/** Facts of a streamed answer that say where its tokens are in time. */
export interface StreamedTokens {
  /** Decoded tokens, the end token included. */
  readonly output: number
  /** Decoded tokens that were never streamed. */
  readonly hidden: number
  /** Events that carried text, reasoning or a part of a tool call. */
  readonly events: number
  /** Characters of the first of them, and of all. */
  readonly firstCharacters: number
  readonly characters: number
  /** Whether a finish reason came in an event of its own, after the last of them. */
  readonly finishedLater: boolean
}

/** Share of an answer's tokens that have an event of their own from which on events are tokens. */
export const tokenShare = 0.8

/**
 * Decoded tokens of the first event with text, k of `tpot`: 1 where events are tokens, else the
 * event's share of the characters. Null where no time per token can be told: fewer than two events
 * carry text, unless the second of two tokens is the end token, whose event is that of the finish reason.
 */
export function firstTokensOf(streamed: StreamedTokens): number | null {
  const { output, hidden, events, firstCharacters, characters, finishedLater } = streamed
  const decoded = output - hidden
  if (decoded < 2 || events === 0) return null
  if (events === 1) return decoded === 2 && finishedLater ? 1 : null
  // The end token has no text: of few tokens it is more than a fifth.
  const isToken = events >= tokenShare * decoded || (finishedLater && events === decoded - 1)
  if (isToken || characters === 0) return 1
  const share = (decoded * firstCharacters) / characters
  // Each later event holds a token at least.
  return Math.min(Math.max(1, share), decoded - events + 1)
}

/** Tokens of an answer that have no place in time of their own, as its sample keeps them. */
export function tokenPlaces(
  counted: CountedAnswer,
  tokens: TokenCounts,
  streamed: Pick<StreamedTokens, 'firstCharacters' | 'characters' | 'finishedLater'>,
): Pick<CompletedSample, 'hiddenTokens' | 'firstTokens'> {
  const { output } = tokens
  const { events } = counted
  const { firstCharacters, characters, finishedLater } = streamed
  const hidden = hiddenTokens(tokens, counted)
  const firstTokens = firstTokensOf({ output, hidden, events, firstCharacters, characters, finishedLater })
  return { hiddenTokens: hidden, firstTokens }
}
