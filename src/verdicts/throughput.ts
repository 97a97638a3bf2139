import type { ThroughputRecord } from '../runs/record.ts'
import { judgeInterval, samplesToSeparate } from './interval.ts'
import type { Judgement } from './judgement.ts'

/** Batches the method of batch means asks for. */
const fewestBatches = 10

/**
 * Judges "output tokens per second lie above `limit`" by the run's own 90 % interval (batch means):
 * over the steady window where there is one, else over the whole one. `n` is the number of requests.
 * Null where no tokens per second were measured.
 */
export function judgeThroughputAbove(
  throughput: ThroughputRecord,
  requests: { readonly attempted: number; readonly concurrency: number },
  limit: number,
): (Judgement & { readonly observed: number; readonly window: 'steady' | 'whole' }) | null {
  const steady = throughput.steady?.tokensPerSecond ?? null
  const observed = steady ?? throughput.tokensPerSecond
  if (observed === null) return null
  const { attempted: n, concurrency } = requests
  const interval = throughput.tokensInterval
  const verdict = judgeInterval(interval, limit, 'above')
  return {
    verdict,
    observed,
    window: steady === null ? 'whole' : 'steady',
    pointHolds: observed > limit,
    interval,
    n,
    floor: fewestBatches * concurrency,
    needed: verdict === 'inconclusive' ? samplesToSeparate(observed, interval, limit, n) : null,
  }
}
