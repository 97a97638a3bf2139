import { intervalConfidence } from '../../metrics/distribution.ts'
import { type IntervalRecord, intervalRecord } from '../../record/figure.ts'
import { ratioInterval } from '../../stats/intervals/ratio-interval.ts'

/**
 * Interval of the sum of costs over the sum of what they were paid for, of executions in the order in which they were
 * sent; null where nothing was. Of fewer than five that are worth something alone it is not bounded above.
 * @param per of each execution: 1 where it succeeded, or its cost on another side
 */
export function pairedCostInterval(usd: Float64Array, per: Float64Array): IntervalRecord | null {
  const found = ratioInterval(usd, per, intervalConfidence)
  return found === null ? null : intervalRecord(found, intervalConfidence)
}
