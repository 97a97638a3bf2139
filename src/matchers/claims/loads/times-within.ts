import { figureBeside, formatLimit } from '../../../figures.ts'
import { shiftedTime } from '../../../metrics/time-shift.ts'
import { judgePercentileBelow, type PercentileJudgement } from '../../../verdicts/percentile.ts'
import type { Claim } from '../settled-claim.ts'

/** Limit of a percentile of times; milliseconds, and per cent. */
interface AskedTimes {
  readonly percentile: number
  readonly limit: number
  readonly alpha: number
}

type TimesWithin = Pick<Claim, 'unit' | 'relation' | 'threshold' | 'judgement' | 'again' | 'observed'>

/**
 * The part of a claim that is of a percentile of times that were each observed once, in their order: one that takes
 * exactly the limit is within it, an infinite one is longer than any.
 */
export function timesWithin(times: readonly number[], { percentile, limit, alpha }: AskedTimes): TimesWithin {
  const judgeAt = (later: number): PercentileJudgement => {
    const moved = Float64Array.from(times, (time) => (Number.isFinite(time) ? shiftedTime(time, later) : time))
    return judgePercentileBelow(moved, percentile / 100, limit * (1 + Number.EPSILON), alpha)
  }
  const judgement = judgeAt(0)
  const text = figureBeside(judgement.observed, limit)
  return {
    unit: 'ms',
    relation: `within ${formatLimit(limit, 'ms')}`,
    threshold: limit,
    judgement,
    again: ({ times: later }) => judgeAt(later),
    observed: Number.isFinite(judgement.observed) ? `${text} ms` : text,
  }
}
