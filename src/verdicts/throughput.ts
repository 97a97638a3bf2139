import type { IntervalRecord } from '../record/figure.ts'
import type { ThroughputRecord } from '../record/metric.ts'
import { studentQuantile } from '../stats/normal.ts'
import { judgeInterval, samplesToSeparate } from './interval.ts'
import { defaultAlpha, type Judgement } from './judgement.ts'

/** Fewest batches that the method of batch means takes. */
const fewestBatches = 10
/** Fewest requests a client makes where they hold so many batches of steady time, as the default plan has it. */
const fewestPerClient = 14
/** Fewest independent requests of correlated ones: of fewer nobody knows how alike they are. */
const fewestIndependent = 20

/**
 * Judges "output tokens per second lie above `limit`" by the run's own 90 % interval, widened for a smaller
 * `alpha` as the fewest batches ask for: over the steady window where there is one, else over the whole one. A rate
 * with a trend, or whose requests are too alike, settles nothing. `n` is the number of requests. Null where no tokens
 * per second were measured.
 *
 * @param wider interval that stands in place of the run's own; null for none
 */
export function judgeThroughputAbove(
  throughput: ThroughputRecord,
  requests: { readonly attempted: number; readonly concurrency: number },
  limit: number,
  alpha: number = defaultAlpha,
  wider: IntervalRecord | null = null,
): (Judgement & { readonly observed: number; readonly window: 'steady' | 'whole' }) | null {
  const steady = throughput.steady?.tokensPerSecond ?? null
  const observed = steady ?? throughput.tokensPerSecond
  if (observed === null) return null
  const { attempted: n, concurrency } = requests
  const interval = wider ?? widened(throughput.tokensInterval, observed, alpha)
  // A result of an older release does not say.
  const effectiveN = Math.min(n, throughput.tokensEffectiveN ?? n)
  const doubts = doubtsOf(throughput)
  const settles = doubts.length === 0 && (effectiveN === n || effectiveN >= fewestIndependent)
  const verdict = settles ? judgeInterval(interval, limit, 'above') : 'inconclusive'
  const needed = throughput.tokensNeeded ?? samplesToSeparate(observed, interval, limit, n)
  const scaled = settles || needed === null ? needed : Math.max(needed, (fewestIndependent * n) / effectiveN)
  return {
    verdict,
    observed,
    window: steady === null ? 'whole' : 'steady',
    pointHolds: observed > limit,
    interval,
    n,
    effectiveN,
    // An open load has no clients to count.
    floor: concurrency > 1 ? fewestPerClient * concurrency : fewestBatches,
    needed: verdict === 'inconclusive' && doubts.length === 0 && scaled !== null ? Math.ceil(scaled) : null,
    doubts,
  }
}

const doubtWords = {
  trend:
    'the rate rises or falls over the window, so that the run has no one rate: ' +
    'raise warmup, let the machine cool, or measure longer',
  correlated:
    'the requests are too correlated: quick and slow ones come in long stretches, so that they tell little of the ' +
    'rate; find what drifts or pauses, or measure in several shorter runs',
} as const

function doubtsOf({ tokensDoubt }: ThroughputRecord): string[] {
  const words = tokensDoubt === null || tokensDoubt === undefined ? undefined : doubtWords[tokensDoubt]
  return words === undefined ? [] : [words]
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
