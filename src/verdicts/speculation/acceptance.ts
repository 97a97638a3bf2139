import { intervalRecord } from '../../record/figure.ts'
import type { PromptDraftsRecord } from '../../record/tokens.ts'
import { samplesToPass } from '../../stats/intervals/binomial.ts'
import { pooledShare } from '../../stats/intervals/pooled-share.ts'
import { judgeInterval, samplesToSeparate } from '../interval.ts'
import { defaultAlpha, type Judgement } from '../judgement.ts'

/**
 * Judges "more than a share `limit` of the drafted tokens is accepted", for prompts like these, by the interval of the
 * share over them. Null where nothing was drafted.
 */
export function judgeAcceptanceAbove(
  { count, drafted, accepted }: PromptDraftsRecord,
  limit: number,
  alpha: number = defaultAlpha,
): (Judgement & { readonly observed: number }) | null {
  const confidence = 1 - 2 * alpha
  const found = pooledShare(Float64Array.from(accepted), Float64Array.from(drafted), confidence)
  if (found === null) return null
  const interval = intervalRecord(found, confidence)
  const verdict = judgeInterval(interval, limit, 'above')
  // The fewest of which all would have to be accepted, and as many more as these are worth less than their number.
  const floor = Math.ceil((samplesToPass(limit, 0, alpha) * count) / found.effective)
  const separated = verdict === 'inconclusive' ? samplesToSeparate(found.share, interval, limit, count) : null
  return {
    verdict,
    observed: found.share,
    pointHolds: found.share > limit,
    interval,
    n: count,
    effectiveN: Math.min(count, found.effective),
    floor,
    needed: separated === null ? null : Math.max(separated, floor),
    doubts: [],
  }
}
