import type { MetricName } from '../record/metric.ts'

/** Metrics an objective may limit: times, where lower is better. */
export type LimitedMetric = Exclude<MetricName, 'decodeSpeed' | 'prefillSpeed'>

/** Statistics of a metric, each with the limit it must lie below, in milliseconds. */
export interface MetricLimits {
  readonly mean?: number
  readonly p50?: number
  readonly p90?: number
  readonly p95?: number
  readonly p99?: number
}

/**
 * A service level objective: clauses that must all hold.
 *
 * @example
 * { ttft: { p95: 200 }, tpot: { p95: 30 }, successRate: 0.99 }
 */
export type Objective = { readonly [Metric in LimitedMetric]?: MetricLimits } & {
  /** Share of requests, 0 or more and below 1, more than which must succeed. */
  readonly successRate?: number
}
