import type { IntervalRecord, JsonNumber } from './figure.ts'

/** Name of a per-request (or, for `interChunk`, per-gap) distribution. */
export type MetricName =
  | 'latency'
  | 'response'
  | 'ttft'
  | 'ttfv'
  | 'tpot'
  | 'interChunk'
  | 'decodeSpeed'
  | 'prefillSpeed'

/** Unit a metric's values are in. */
export type MetricUnit = 'ms' | 'tokens/s'

/** The statistics an interval is given for. */
export type IntervalStatistic = 'mean' | 'p50' | 'p90' | 'p95' | 'p99'

/** Point statistics of a series: R-7 percentiles. */
export interface PointStatistics {
  n: number
  mean: JsonNumber
  min: JsonNumber
  p50: JsonNumber
  p90: JsonNumber
  p95: JsonNumber
  p99: JsonNumber
  max: JsonNumber
}

/** One metric of a run: completed requests, and the adjusted series where failures are +infinity. */
export interface MetricRecord extends PointStatistics {
  unit: MetricUnit
  sd: JsonNumber
  intervals: Record<IntervalStatistic, IntervalRecord> | null
  /**
   * The same, "incl. failures": failed requests counted as +infinity (null in JSON, counted in `infinite`), of speeds
   * as 0. Claims judge this one.
   */
  adjusted: PointStatistics & {
    infinite: number
    /**
     * Its intervals, an infinite end null as one that is not bounded; null where no request failed, for then they are
     * those above, and where nobody can tell. Absent in reports of earlier versions.
     */
    intervals?: Record<IntervalStatistic, IntervalRecord> | null
  }
}

/** Rates over the whole measured window and over its steady part. */
export interface ThroughputRecord {
  requestsPerSecond: JsonNumber
  /** Output tokens of completed requests. */
  tokensPerSecond: JsonNumber
  successRate: JsonNumber
  /** First send to last end, in milliseconds. */
  windowMs: JsonNumber
  /** Rates from the n-th request in flight to the last send; null at concurrency 1 or when too short. */
  steady: { windowMs: number; requestsPerSecond: JsonNumber; tokensPerSecond: JsonNumber } | null
  /**
   * 90 % interval of tokens per second, by batch means and by the time each request took for its tokens, whichever
   * reaches further; null with too few batches.
   */
  tokensInterval: IntervalRecord | null
  /** Independent requests that those of a closed load are worth; null under an open load, and without an interval. */
  tokensEffectiveN: JsonNumber
  /** Reason why the interval can be trusted by nobody: the rate has a trend, or comes in long waves. Else null. */
  tokensDoubt: 'trend' | 'correlated' | null
  /** Requests with which there would be enough batches for an interval; null where there are. */
  tokensNeeded: JsonNumber
}

/** A rate of something other than output tokens, over the windows of {@link ThroughputRecord}. */
export interface ItemRateRecord {
  /** Over the whole window. */
  perSecond: JsonNumber
  /** Over the steady window; null where there is none. */
  steadyPerSecond: JsonNumber
  /** 90 % interval, as `tokensInterval`. */
  interval: IntervalRecord | null
  /** As `tokensEffectiveN`. */
  effectiveN: JsonNumber
  /** As `tokensDoubt`. */
  doubt: ThroughputRecord['tokensDoubt']
  /** As `tokensNeeded`. */
  needed: JsonNumber
}

/**
 * Texts that were made vectors of, or documents that were ranked: the work of a run that generates no token, and has
 * neither a first token nor a time per token.
 */
export interface ItemsRecord {
  kind: 'embedding' | 'rerank'
  /** Texts or documents of a request: fewest and most. */
  perRequest: { min: number; max: number }
  /** Texts or documents of answered requests. */
  answered: number
  /** Numbers of each vector; null for scores, and where answers differ or there is none. */
  dimensions: JsonNumber
  /** Texts or documents per second, all requests in flight together. */
  items: ItemRateRecord
  /** Input tokens per second; null where not every answer tells its tokens. */
  inputTokens: ItemRateRecord | null
  /** Latency of each answered request over its texts or documents, in milliseconds. */
  latencyPerItem: PointStatistics
}

/** Points of a series without a value. */
export const emptyPoints: PointStatistics = {
  n: 0,
  mean: null,
  min: null,
  p50: null,
  p90: null,
  p95: null,
  p99: null,
  max: null,
}

function emptyMetric(unit: MetricUnit): MetricRecord {
  return { ...emptyPoints, unit, sd: null, intervals: null, adjusted: { ...emptyPoints, infinite: 0, intervals: null } }
}

/** Every metric without a value. */
export function emptyMetrics(): Record<MetricName, MetricRecord> {
  return {
    latency: emptyMetric('ms'),
    response: emptyMetric('ms'),
    ttft: emptyMetric('ms'),
    ttfv: emptyMetric('ms'),
    tpot: emptyMetric('ms'),
    interChunk: emptyMetric('ms'),
    decodeSpeed: emptyMetric('tokens/s'),
    prefillSpeed: emptyMetric('tokens/s'),
  }
}

/** Rates of which nothing is known. */
export const emptyThroughput: ThroughputRecord = {
  requestsPerSecond: null,
  tokensPerSecond: null,
  successRate: null,
  windowMs: null,
  steady: null,
  tokensInterval: null,
  tokensEffectiveN: null,
  tokensDoubt: null,
  tokensNeeded: null,
}
