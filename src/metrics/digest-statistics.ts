import { type Digest, digestValue } from '../stats/quantiles/digest.ts'
import type { IntervalRecord, JsonNumber } from '../record/figure.ts'
import type { MetricRecord, PointStatistics } from '../record/metric.ts'
import { quantileRanksEffective } from '../stats/series/effective-size.ts'
import { intervalConfidence } from './distribution.ts'

/** Percentiles that are printed with an interval. */
const percentiles = { p50: 0.5, p90: 0.9, p95: 0.95, p99: 0.99 } as const

/**
 * The statistics of a metric from a digest of its values: each within the digest's relative error
 * (0.5 %) of what the values themselves would give. There is no interval for the mean. Of how values follow one another
 * a digest knows nothing: those of each request count as one.
 *
 * @param requests requests that the values are of
 * @param failed requests that failed, each of which counts as one infinite value in the adjusted figures
 */
export function digestStatistics(digest: Digest, requests: number, failed = 0): Partial<MetricRecord> {
  const { count } = digest
  if (count === 0) return {}
  const value = (rank: number): JsonNumber => finite(digestValue(digest, Math.min(count - 1, Math.max(0, rank))))
  const points = {
    n: count,
    mean: meanOf(digest),
    min: value(0),
    p50: value(Math.round((count - 1) * percentiles.p50)),
    p90: value(Math.round((count - 1) * percentiles.p90)),
    p95: value(Math.round((count - 1) * percentiles.p95)),
    p99: value(Math.round((count - 1) * percentiles.p99)),
    max: value(count - 1),
  }
  const interval = (p: number): IntervalRecord => {
    const ranks = quantileRanksEffective(count, Math.min(count, Math.max(1, requests)), p, intervalConfidence)
    return {
      low: ranks.low === null ? null : value(ranks.low - 1),
      high: ranks.high === null ? null : value(ranks.high - 1),
      confidence: intervalConfidence,
    }
  }
  return {
    ...points,
    sd: null,
    intervals: {
      mean: { low: null, high: null, confidence: intervalConfidence },
      p50: interval(percentiles.p50),
      p90: interval(percentiles.p90),
      p95: interval(percentiles.p95),
      p99: interval(percentiles.p99),
    },
    adjusted: {
      ...(failed === 0 ? points : withFailed(count + failed, (rank) => (rank < count ? value(rank) : null))),
      infinite: digest.infinite + failed,
      intervals: null,
    },
  }
}

/** Mean of the values, each taken as the one that stands for its bucket. */
function meanOf(digest: Digest): JsonNumber {
  let sum = 0
  let before = digest.zeros
  for (const count of digest.counts) {
    sum += count * digestValue(digest, before)
    before += count
  }
  return digest.count === 0 ? null : sum / digest.count
}

function finite(value: number): JsonNumber {
  return Number.isFinite(value) ? value : null
}

/** Points of so many values by their ranks; those that are infinite are null. */
function withFailed(n: number, value: (rank: number) => JsonNumber): PointStatistics {
  const at = (p: number): JsonNumber => value(Math.round((n - 1) * p))
  return {
    n,
    mean: null,
    min: value(0),
    p50: at(percentiles.p50),
    p90: at(percentiles.p90),
    p95: at(percentiles.p95),
    p99: at(percentiles.p99),
    max: value(n - 1),
  }
}
