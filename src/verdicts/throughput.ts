import type { IntervalRecord } from '../record/figure.ts'
import type { ThroughputRecord } from '../record/metric.ts'
import { studentQuantile } from '../stats/normal.ts'
import { judgeInterval, samplesToSeparate } from './interval.ts'
import { defaultAlpha, type Judgement } from './judgement.ts'

/** Fewest batches that the method of batch means takes. */
const fewestBatches = 10

/**
 * Judges "output tokens per second lie above `limit`" by the run's own 90 % interval (batch means),
 * widened for a smaller `alpha` as the fewest batches ask for: over the steady window where there is
 * one, else over the whole one. `n` is the number of requests. Null where no tokens per second were
 * measured.
 */
export function judgeThroughputAbove(
  throughput: ThroughputRecord,
  requests: { readonly attempted: number; readonly concurrency: number },
  limit: number,
  alpha: number = defaultAlpha,
): (Judgement & { readonly observed: number; readonly window: 'steady' | 'whole' }) | null {
  const steady = throughput.steady?.tokensPerSecond ?? null
  const observed = steady ?? throughput.tokensPerSecond
  if (observed === null) return null
  const { attempted: n, concurrency } = requests
  const interval = widened(throughput.tokensInterval, observed, alpha)
  const verdict = judgeInterval(interval, limit, 'above')
  return {
    verdict,
    observed,
    window: steady === null ? 'whole' : 'steady',
    pointHolds: observed > limit,
    interval,
    n,
    effectiveN: n,
    // An open load has no clients to count.
    floor: fewestBatches * Math.max(1, concurrency),
    needed: verdict === 'inconclusive' ? samplesToSeparate(observed, interval, limit, n) : null,
    doubts: [],
  }
}

function widened(interval: IntervalRecord | null, observed: number, alpha: number): IntervalRecord | null {
  if (interval === null || alpha === defaultAlpha) return interval
  const factor = reach(alpha) / reach((1 - interval.confidence) / 2)
  const moved = (end: number | null): number | null => (end === null ? null : observed + (end - observed) * factor)
  return { low: moved(interval.low), high: moved(interval.high), confidence: 1 - 2 * alpha }
}

/** Half the width of an interval of the fewest batches, in standard errors. */
function reach(tail: number): number {
  return studentQuantile(1 - tail, fewestBatches - 1)
}
