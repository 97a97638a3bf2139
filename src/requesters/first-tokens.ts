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
  /** Number of these that came at the moment of the first: a server held them back, or they were read late. */
  readonly together: number
  /** Characters of the first of them, and of all. */
  readonly firstCharacters: number
  readonly characters: number
  /** Whether a finish reason came in an event of its own, after the last of them. */
  readonly finishedLater: boolean
  /** Milliseconds from the send to the first of them, and from there to the last. */
  readonly waitedMs: number
  readonly streamedMs: number
  /**
   * Whether tokens may have come before the first event: a server that looks for strings to stop at holds back
   * as much text as may be one of them, a parser of tool calls what stands before the name.
   */
  readonly mayHoldBack?: boolean
}

/** Share of an answer's tokens that have an event of their own from which on events are tokens. */
export const tokenShare = 0.8

/**
 * Decoded tokens that came at the moment of the first event with text, k of `tpot`: where events are tokens the
 * number of events then, which is mostly 1, else their share of the characters. Null where no time per token can be
 * told: no later event carries text, unless the one token after is the end token, whose event is that of the finish
 * reason; few events came late, so that a parser may have held back what had been made before; or the answer is so
 * short that a token more or less counts, and its first events came together unasked, or are told by characters.
 */
export function firstTokensOf(streamed: StreamedTokens): number | null {
  const { output, hidden, events, together, firstCharacters, characters, finishedLater } = streamed
  const decoded = output - hidden
  if (decoded < 2 || events === 0) return null
  const later = events - together
  if (later === 0) return decoded === together + 1 && finishedLater ? together : null
  if (isHeldBack(streamed, decoded)) return null
  // The end token has no text: of few tokens it is more than a fifth.
  const isToken = events >= tokenShare * decoded || (finishedLater && events === decoded - 1)
  if (isToken || characters === 0) {
    const first = Math.min(together, decoded - 1)
    // All may be late alike, the last as well as the first: then no token was made before its time.
    return streamed.mayHoldBack !== true && first - 1 > mostError * (decoded - first) ? null : first
  }
  const share = (decoded * firstCharacters * together) / characters
  // Each later event holds a token at least.
  const told = Math.min(Math.max(together, share), decoded - later)
  return characterError * Math.sqrt(told) > mostError * (decoded - told) ? null : told
}

/** Standard error of a number of tokens that their characters tell, over its square root: words are long and short. */
const characterError = 0.7
/** Highest error of a time per token that is told, as a share of it: one more token of sixteen is 7 %. */
const mostError = 0.03

/** Fewer events than this, and fewer than one for so many tokens, are few. */
const fewEvents = 8
const fewTokensEach = 4

/** Whether few events came after longer than they took: then nobody knows when their tokens were made. */
function isHeldBack({ events, waitedMs, streamedMs }: StreamedTokens, decoded: number): boolean {
  return events < fewEvents && events * fewTokensEach < decoded && waitedMs > streamedMs
}

/** Share of the mean gap below which two events came at the same moment: a server held the earlier one back. */
const sameMoment = 0.05

/** Number of events that came at the moment of the first, with it. */
function togetherWithFirst(times: readonly number[]): number {
  const [first = 0] = times
  const within = (sameMoment * ((times.at(-1) ?? first) - first)) / Math.max(1, times.length - 1)
  const later = times.findIndex((time) => time - first > within)
  return later === -1 ? times.length : later
}

/** Share of an answer's tokens that may be without an event where a server may have held the first back. */
const heldBackShare = 0.02

/** Tokens of an answer that have no place in time of their own, as its sample keeps them. */
export function tokenPlaces(
  counted: CountedAnswer,
  tokens: TokenCounts,
  streamed: Pick<StreamedTokens, 'firstCharacters' | 'characters' | 'finishedLater' | 'mayHoldBack'> & {
    readonly chunkTimes: readonly number[]
    readonly sent: number
  },
): Pick<CompletedSample, 'hiddenTokens' | 'firstTokens'> {
  const { output } = tokens
  const { events } = counted
  const { firstCharacters, characters, finishedLater, chunkTimes, sent } = streamed
  const { 0: first = sent, [chunkTimes.length - 1]: last = first } = chunkTimes
  const together = togetherWithFirst(chunkTimes)
  const hidden = hiddenTokens(tokens, counted)
  const missing = output - hidden - events - (finishedLater ? 1 : 0)
  // By how many tokens the first event came late cannot be told: of a long answer that is little.
  if (streamed.mayHoldBack === true && missing > heldBackShare * (output - hidden))
    return { hiddenTokens: hidden, firstTokens: null }
  const firstTokens = firstTokensOf({
    output,
    hidden,
    events,
    together,
    firstCharacters,
    characters,
    finishedLater,
    waitedMs: first - sent,
    streamedMs: last - first,
    mayHoldBack: streamed.mayHoldBack === true,
  })
  return { hiddenTokens: hidden, firstTokens }
}

/** Whether an answer is tool calls alone, so that its first event is of one: what the parser keeps came before. */
export function onlyCalls(answer: Record<'text' | 'reasoning' | 'toolCalls', string>): boolean {
  return answer.toolCalls !== '' && answer.text === '' && answer.reasoning === ''
}
