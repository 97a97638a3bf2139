import { intervalRecord } from '../record/figure.ts'
import type { ThroughputRecord } from '../record/metric.ts'
import { batchMeansInterval } from '../stats/intervals/batch-means.ts'
import { ratioInterval } from '../stats/intervals/ratio-interval.ts'
import { driftOf } from '../stats/series/drift.ts'
import { release } from '../stats/series/values.ts'
import type { SampleColumns } from '../samples/columns.ts'
import { intervalConfidence } from './distribution.ts'
import { isCounted, ratesIn } from './rates.ts'
import { type TimeWindow, windowLength } from './steady-windows.ts'

/** Batches the window is cut into, where it is long enough. */
const batchCount = 20
const fewestBatches = 10
/** Chance that batches without a trend show one. */
const trendSignificance = 0.01
/** Smallest change over the window that is worth the name, as a share of the rate. */
const leastTrend = 0.01
/** Mean durations that are asked for beyond the fewest batches: the next run's window is a little shorter by chance. */
const spare = 0.5

/** Part of a {@link ThroughputRecord} that says how exactly tokens per second are known. */
export type TokensPrecision = Pick<
  ThroughputRecord,
  'tokensInterval' | 'tokensEffectiveN' | 'tokensDoubt' | 'tokensNeeded'
>

/**
 * Interval of tokens per second. Two methods see two kinds of chance: batch means what happens to all clients at once,
 * the time that each request took for its tokens what happens to one. The interval reaches as far as the further of
 * both on either side. In simulations of 1 to 50 clients and requests of a variation up to 80 % each end is wrong at
 * most 6 % of the time at nominal 5 %, where batch means alone are up to 14 %.
 *
 * @param clients clients of a closed load; 0 of an open one, whose rate is that of its schedule, not of its requests
 */
export function tokensPrecision(
  windows: readonly TimeWindow[],
  columns: SampleColumns,
  meanDuration: number,
  clients: number,
): TokensPrecision {
  const length = windowLength(windows)
  const none = { tokensInterval: null, tokensEffectiveN: null, tokensDoubt: null, tokensNeeded: null }
  if (!(length > 0) || !(meanDuration > 0) || !isCounted(columns)) return none
  const batches = Math.min(batchCount, Math.floor(length / meanDuration))
  if (batches < fewestBatches) return { ...none, tokensNeeded: neededRequests(columns, length / meanDuration, clients) }
  const rates = Float64Array.from(windows.flatMap((window) => ratesOf(window, columns, batches / length)))
  const between = batchMeansInterval(rates, intervalConfidence)
  if (between === null) return none
  const within = clients === 0 ? null : rateOfRequests(windows, columns)
  const ends = {
    low: Math.min(between.low, within?.low ?? between.low),
    high: Math.max(between.high, within?.high ?? between.high),
  }
  const isCorrelated = within?.tooCorrelated ?? false
  return {
    tokensInterval: intervalRecord(ends, intervalConfidence),
    tokensEffectiveN: within?.effective ?? null,
    tokensDoubt: hasTrend(rates) && (within?.hasTrend ?? true) ? 'trend' : isCorrelated ? 'correlated' : null,
    tokensNeeded: null,
  }
}

function ratesOf(window: TimeWindow, columns: SampleColumns, batchesPerMs: number): number[] {
  const own = Math.max(1, Math.round(batchesPerMs * (window.to - window.from)))
  const size = (window.to - window.from) / own
  return Array.from({ length: own }, (_, batch) => {
    const from = window.from + batch * size
    return ratesIn([{ from, to: from + size }], columns)?.tokens ?? 0
  })
}

function hasTrend(rates: Float64Array): boolean {
  const trend = driftOf(rates)
  if (trend === null) return false
  const share = Math.abs(trend.change) / rates.reduce((sum, rate) => sum + rate / rates.length, 0)
  return trend.pValue < trendSignificance && share > leastTrend
}

/** Requests with which the window would hold enough batches. */
function neededRequests({ sent }: SampleColumns, durations: number, clients: number): number {
  // One client has no ramp-up.
  const missing = fewestBatches + (clients === 1 ? 0 : spare) - durations
  const more = clients === 0 ? sent.length * (missing / durations) : clients * missing
  return sent.length + Math.ceil(more)
}

interface RequestsRate {
  readonly low: number
  readonly high: number
  readonly effective: number
  readonly tooCorrelated: boolean
  /** Whether requests became longer or shorter: kinds of them that take turns make batches seem to. */
  readonly hasTrend: boolean
}

/** Tokens per second by the time that each request took for its tokens, and how many were in flight on average. */
function rateOfRequests(windows: readonly TimeWindow[], columns: SampleColumns): RequestsRate | null {
  const { sent, end, outputTokens, failed } = columns
  const durations = new Float64Array(sent.length)
  const tokens = new Float64Array(sent.length)
  for (let row = 0; row < sent.length; row++) {
    durations[row] = (end[row] as number) - (sent[row] as number)
    tokens[row] = failed[row] === 1 ? 0 : (outputTokens[row] as number)
  }
  const msPerToken = ratioInterval(durations, tokens, intervalConfidence)
  release(durations, tokens)
  if (msPerToken === null) return null
  const { low, high, size, residuals } = msPerToken
  const trend = driftOf(residuals)
  release(residuals)
  const perSecond = 1000 * meanInFlight(windows, columns)
  return {
    low: perSecond / high,
    high: perSecond / low,
    effective: Math.min(size.n, Math.max(1, Math.floor(size.effective))),
    tooCorrelated: size.tooCorrelated,
    hasTrend: (trend?.pValue ?? 1) < trendSignificance,
  }
}

function meanInFlight(windows: readonly TimeWindow[], { sent, end }: SampleColumns): number {
  let inside = 0
  for (const { from, to } of windows) {
    for (const [row, began] of sent.entries()) {
      inside += Math.max(0, Math.min(end[row] as number, to) - Math.max(began, from))
    }
  }
  return inside / windowLength(windows)
}
