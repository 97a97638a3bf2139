import type { IntervalRecord } from '../record/figure.ts'
import type { ThroughputRecord } from '../record/metric.ts'
import type { SampleColumns } from '../samples/columns.ts'
import { batchMeansInterval } from '../stats/intervals/batch-means.ts'
import { intervalConfidence } from './distribution.ts'
import { steadyWindows, type TimeWindow, windowLength } from './steady-windows.ts'

/** Batches the window is cut into, where it is long enough. */
const batchCount = 20
const fewestBatches = 10

/**
 * Rates of a run. The whole window runs from the first send to the last end. The steady windows (one
 * for each turn of a comparison) run from the moment all clients are in flight to the last send:
 * ramp-up and drain, where fewer are in flight, are outside. A request's tokens are spread evenly
 * over its own duration, so that a window counts the share that was generated inside it.
 */
export function throughputOf(columns: SampleColumns, concurrency: number): ThroughputRecord {
  const attempted = columns.sent.length
  let succeeded = 0
  let busy = 0
  let from = Number.POSITIVE_INFINITY
  let to = Number.NEGATIVE_INFINITY
  for (let row = 0; row < attempted; row++) {
    const sent = columns.sent[row] as number
    const end = columns.end[row] as number
    from = Math.min(from, sent)
    to = Math.max(to, end)
    busy += end - sent
    if (columns.failed[row] === 0) succeeded++
  }
  const whole: TimeWindow[] = attempted > 0 && to > from ? [{ from, to }] : []
  const meanDuration = busy / attempted
  const steady = concurrency > 1 ? steadyWindows(columns, concurrency) : []
  // Shorter than one request it holds no whole cycle of the load.
  const isSteady = windowLength(steady) >= meanDuration && steady.length > 0
  const rates = ratesIn(whole, columns)
  return {
    requestsPerSecond: rates?.requests ?? null,
    tokensPerSecond: rates?.tokens ?? null,
    successRate: attempted === 0 ? null : succeeded / attempted,
    windowMs: whole.length === 0 ? null : to - from,
    steady: isSteady ? steadyRates(steady, columns) : null,
    tokensInterval: tokensInterval(isSteady ? steady : whole, columns, meanDuration),
  }
}

function steadyRates(windows: readonly TimeWindow[], columns: SampleColumns): ThroughputRecord['steady'] {
  const rates = ratesIn(windows, columns)
  return {
    windowMs: windowLength(windows),
    requestsPerSecond: rates?.requests ?? null,
    tokensPerSecond: rates?.tokens ?? null,
  }
}

/** Completed work inside windows, per second; a request counts by the share of it inside. */
function ratesIn(
  windows: readonly TimeWindow[],
  columns: SampleColumns,
): { requests: number; tokens: number | null } | null {
  const seconds = windowLength(windows) / 1000
  if (!(seconds > 0)) return null
  let requests = 0
  let tokens = 0
  for (const window of windows) {
    for (let row = 0; row < columns.sent.length; row++) {
      if (columns.failed[row] === 1) continue
      const share = shareInside(columns.sent[row] as number, columns.end[row] as number, window)
      requests += share
      tokens += share * (columns.outputTokens[row] as number)
    }
  }
  return { requests: requests / seconds, tokens: isCounted(columns) ? tokens / seconds : null }
}

/** Whether anybody counted tokens: no answer has none, and one in one piece without a count tells nothing. */
function isCounted({ failed, outputTokens }: SampleColumns): boolean {
  return outputTokens.some((tokens) => tokens > 0) || failed.every((flag) => flag === 1)
}

function shareInside(sent: number, end: number, { from, to }: TimeWindow): number {
  const inside = Math.min(end, to) - Math.max(sent, from)
  if (inside <= 0) return 0
  return end > sent ? inside / (end - sent) : 1
}

/**
 * Interval of tokens per second by batch means: 20 batches, fewer (at least 10) where a batch would
 * be shorter than one mean request duration; null where even 10 would be.
 */
function tokensInterval(
  windows: readonly TimeWindow[],
  columns: SampleColumns,
  meanDuration: number,
): IntervalRecord | null {
  const length = windowLength(windows)
  const batches = Math.min(batchCount, Math.floor(length / meanDuration))
  if (!(batches >= fewestBatches) || !isCounted(columns)) return null
  const rates = windows.flatMap((window) => {
    const own = Math.max(1, Math.round((batches * (window.to - window.from)) / length))
    const size = (window.to - window.from) / own
    return Array.from({ length: own }, (_, batch) => {
      const from = window.from + batch * size
      return ratesIn([{ from, to: from + size }], columns)?.tokens ?? 0
    })
  })
  const interval = batchMeansInterval(Float64Array.from(rates), intervalConfidence)
  return interval === null ? null : { ...interval, confidence: intervalConfidence }
}
