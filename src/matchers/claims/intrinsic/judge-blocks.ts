import { blockInterval } from '../../../intrinsic/estimate.ts'
import type { JsonNumber } from '../../../record/figure.ts'
import { judgeInterval, samplesToSeparate } from '../../../verdicts/interval.ts'
import type { Judgement } from '../../../verdicts/judgement.ts'

/** A figure of a text as sums over blocks of its windows: `x` over `y`, made into what people know it as. */
export interface BlockFigure {
  readonly x: readonly JsonNumber[]
  readonly y: readonly number[]
  readonly figure: (ratio: number) => number
  readonly tokens: number
  readonly windows: number
}

/** Fewest windows with an interval. */
const fewestWindows = 5

/**
 * Judges "the figure lies below `limit`" of texts like this one, by the interval of its blocks: fewer than five windows
 * have none, and settle nothing. One token without any chance makes it infinite, and the claim fail.
 */
export function judgeBlocksBelow(
  { x, y, figure, tokens, windows }: BlockFigure,
  limit: number,
  alpha: number,
): Judgement & { readonly observed: number } {
  const observed = figure(sumOf(x) / sumOf(y))
  const interval = blockInterval(x, y, 1 - 2 * alpha, figure)
  const verdict = Number.isFinite(observed) ? judgeInterval(interval, limit, 'below') : 'fail'
  const floor = Math.ceil((fewestWindows * tokens) / windows)
  const separated = samplesToSeparate(observed, interval, limit, tokens)
  const needed = interval === null ? floor : separated
  return {
    verdict,
    observed,
    pointHolds: observed < limit,
    interval,
    n: tokens,
    effectiveN: Math.min(tokens, windows),
    floor,
    needed: verdict === 'inconclusive' ? needed : null,
    doubts: [],
  }
}

function sumOf(values: readonly JsonNumber[]): number {
  return values.reduce<number>((sum, value) => sum + (value ?? Number.POSITIVE_INFINITY), 0)
}
