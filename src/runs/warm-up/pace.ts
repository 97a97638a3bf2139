import type { RequestFacts } from '../../samples/facts.ts'
import { medianOf } from '../../stats/quantiles/median.ts'

/** Milliseconds, and share of the later time, by which a request must get quicker to be worth another round. */
const leastFallMs = 10
const leastFallShare = 0.05

/** Times of a round of requests: medians, in milliseconds. */
export interface Pace {
  /** To the first token; of answers that do not stream to the end. */
  readonly firstMs: number
  /** Of each token after the first; 0 where none can be told. */
  readonly perTokenMs: number
  /** Number of tokens after the first. */
  readonly tokens: number
}

/** The pace of a round; null where no request was answered. Of conversations that of their first turns. */
export function paceOf(round: readonly RequestFacts[]): Pace | null {
  return paceOfAll(round.filter(({ turn = 0 }) => turn === 0))
}

/**
 * Whether the one first request gives no reason to go on: it was no slower than the next. The next turn of a
 * conversation has more to read, so that one that is quicker says as much.
 */
export function isWarm([first, next]: readonly RequestFacts[]): boolean | null {
  return first === undefined || next === undefined ? null : hasSettled([paceOfAll([first]), paceOfAll([next])])
}

function paceOfAll(round: readonly RequestFacts[]): Pace | null {
  const answered = round.flatMap((request) => (request.state === 'completed' ? [request] : []))
  if (answered.length === 0) return null
  const tokens = answered.map(({ tokens: { output } }) => Math.max(0, output - 1))
  return {
    firstMs: median(answered.map(({ sent, first, end }) => (first ?? end) - sent)),
    perTokenMs: median(answered.map(({ first, end }, at) => (first === null ? 0 : (end - first) / (tokens[at] || 1)))),
    tokens: median(tokens),
  }
}

/**
 * Whether requests have stopped to get quicker: the last third of the rounds is as slow as the third before it, the
 * very first round left out once there are three. So a slow decay is looked at over ever longer stretches. Null where
 * there are not two rounds to compare.
 */
export function hasSettled(rounds: readonly (Pace | null)[]): boolean | null {
  const known = rounds.filter((round) => round !== null)
  if (known.length < 2) return null
  const length = Math.max(1, Math.floor(known.length / 3))
  const later = middle(known.slice(-length))
  const earlier = middle(known.slice(-2 * length, -length))
  const tokens = Math.min(earlier.tokens, later.tokens)
  return !falls(earlier.firstMs, later.firstMs) && !falls(earlier.perTokenMs * tokens, later.perTokenMs * tokens)
}

function median(values: readonly number[]): number {
  return medianOf(Float64Array.from(values))
}

function middle(rounds: readonly Pace[]): Pace {
  const of = (value: (pace: Pace) => number): number => medianOf(Float64Array.from(rounds, value))
  return {
    firstMs: of(({ firstMs }) => firstMs),
    perTokenMs: of((pace) => pace.perTokenMs),
    tokens: of((pace) => pace.tokens),
  }
}

function falls(earlier: number, later: number): boolean {
  return earlier - later > Math.max(leastFallMs, leastFallShare * later)
}
