import * as v from 'valibot'
import { isObject } from '../json.ts'
import { optionsOf } from '../option-check/call.ts'
import { checkOptions } from '../option-check/check-options.ts'
import { notNegative } from '../option-check/kinds.ts'
import { noMore } from '../option-check/no-more.ts'
import { notAllowed } from '../option-check/sentences.ts'
import { property, shown } from '../option-check/shown.ts'
import { metricDefinitions } from '../metrics/definitions.ts'
import type { RequestMetric } from '../metrics/series.ts'

/** A claim that sampling goes on for. Plain data. */
export type UntilClaim =
  | { readonly kind: 'percentile'; readonly metric: RequestMetric; readonly percentile: number; readonly limit: number }
  | { readonly kind: 'success'; readonly ratio: number }

/** Condition on which a run may stop; made by {@link decided}. */
export interface Until {
  readonly kind: 'decided'
  readonly claims: readonly UntilClaim[]
  /** Milliseconds of measuring before which nothing counts as decided. */
  readonly minDurationMs: number
}

/** Options of {@link decided}. */
export interface DecidedOptions {
  /**
   * Milliseconds to measure for at least, 2,000 when left out: a pause or a burst may be all that a shorter run has
   * seen, or what it has just missed.
   */
  readonly minDuration?: number
}

/** Milliseconds that a run goes on for at least, where nobody says. */
const usualDurationMs = 2000

type DecidedPercentile = `p${number}` | `${Exclude<RequestMetric, 'decodeSpeed' | 'prefillSpeed'>}.p${number}`

/** Limits by percentile in milliseconds, of latency where no metric is named; and a success rate from 0 to 1. */
type DecidedClaims = Readonly<Record<DecidedPercentile, number>> & { readonly successRate?: number }

const optionsSchema: v.GenericSchema<unknown, { readonly minDuration: number }> = v.strictObject({
  minDuration: v.optional(
    v.pipe(notNegative, v.finite(), v.description('the milliseconds to measure for at least, 0 or more')),
    usualDurationMs,
  ),
})

const percentileKey = /^(?:(\w+)\.)?p(\d+(?:\.\d+)?)$/

/**
 * Samples until every named claim is decided, or the run's budget of requests or time ends. The test
 * stays valid although it looks after every few requests: the error rates of `toHaveP95Below` and its
 * like hold for a run that stopped this way.
 *
 * The run goes on for a least duration all the same: see `minDuration`.
 *
 * @param claims limits by percentile: `p95` (of latency), `'ttft.p99'`; and `successRate`
 * @throws LlmBenchError `invalid-option` naming the key and the value
 * @example bench('short', { until: decided({ p95: 50, 'ttft.p99': 200 }) }, workload)
 */
export function decided(claims: DecidedClaims, options?: DecidedOptions): Until
export function decided(claims: DecidedClaims, options: DecidedOptions = {}, ...more: unknown[]): Until {
  noMore('decided(claims, options)', more)
  if (!isObject(claims) || Object.keys(claims).length === 0) {
    throw notAllowed('decided(claims)', shown(claims), 'at least one claim, for example { p95: 50 }')
  }
  const call = optionsOf('decided', 'claims')
  const { minDuration } = checkOptions(optionsSchema, options, { call })
  return {
    kind: 'decided',
    claims: Object.entries<number>(claims).map(([key, limit]) => claimOf(key, limit)),
    minDurationMs: minDuration,
  }
}

function claimOf(key: string, limit: number): UntilClaim {
  const call = `decided({ ${property(key)} })`
  if (key === 'successRate') {
    if (typeof limit === 'number' && limit > 0 && limit < 1) return { kind: 'success', ratio: limit }
    throw notAllowed(call, shown(limit), 'a share above 0 and below 1, for example 0.98')
  }
  const [, metric = 'latency', percent] = percentileKey.exec(key) ?? []
  if (percent === undefined || !isSampled(metric)) {
    throw notAllowed(
      call,
      'this claim',
      `p95, a metric's percentile such as "ttft.p99" (of latency, response, ttft, ttfv, tpot), or successRate`,
    )
  }
  const percentile = Number(percent)
  if (!(percentile > 0 && percentile < 100)) {
    throw notAllowed(call, 'this percentile', 'one between 0 and 100')
  }
  if (!(limit > 0 && Number.isFinite(limit))) {
    throw notAllowed(call, shown(limit), 'a limit in milliseconds above 0')
  }
  return { kind: 'percentile', metric, percentile, limit }
}

/** Whether a metric has one value a request, in milliseconds: such values a sequential test can count. */
function isSampled(metric: string): metric is RequestMetric {
  return (
    Object.hasOwn(metricDefinitions, metric) &&
    metricDefinitions[metric as RequestMetric].unit === 'ms' &&
    metric !== 'interChunk'
  )
}
