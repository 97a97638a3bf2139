import type { SampleColumns } from '../samples/columns.ts'
import type { IntervalRecord, JsonNumber, ThroughputRecord } from '../runs/record.ts'
import { batchMeansInterval } from '../stats/batch-means.ts'
import { intervalConfidence } from './distribution.ts'

/** Batches the window is cut into, where it is long enough. */
const batchCount = 20
const fewestBatches = 10

interface Window {
  readonly from: number
  readonly to: number
}

/**
 * Rates of a run. The whole window runs from the first send to the last end. The steady window runs
 * from the moment the n-th request is in flight to the last send: ramp-up and drain, where fewer
 * than n requests are in flight, are outside it. A request's tokens are spread evenly over its own
 * duration, so that a window counts the share that was generated inside it.
 */
export function throughputOf(columns: SampleColumns, concurrency: number): ThroughputRecord {
  const attempted = columns.sent.length
  let succeeded = 0
  let from = Number.POSITIVE_INFINITY
  let to = Number.NEGATIVE_INFINITY
  for (let row = 0; row < attempted; row++) {
    from = Math.min(from, columns.sent[row] as number)
    to = Math.max(to, columns.end[row] as number)
    if (columns.failed[row] === 0) succeeded++
  }
  const whole = attempted > 0 && to > from ? ratesIn({ from, to }, columns) : null
  const steady = concurrency > 1 ? steadyWindow(columns, concurrency) : null
  return {
    requestsPerSecond: whole?.requests ?? null,
    tokensPerSecond: whole?.tokens ?? null,
    successRate: attempted === 0 ? null : succeeded / attempted,
    windowMs: whole === null ? null : to - from,
    steady: steady === null ? null : steadyRates(steady, columns),
    tokensInterval: whole === null ? null : tokensInterval(steady ?? { from, to }, columns),
  }
}

function steadyRates(
  window: Window,
  columns: SampleColumns,
): { windowMs: number; requestsPerSecond: JsonNumber; tokensPerSecond: JsonNumber } {
  const { requests, tokens } = ratesIn(window, columns)
  return { windowMs: window.to - window.from, requestsPerSecond: requests, tokensPerSecond: tokens }
}

function steadyWindow(columns: SampleColumns, concurrency: number): Window | null {
  const sends = columns.sent.toSorted()
  const from = sends[concurrency - 1]
  const to = sends.at(-1)
  return from === undefined || to === undefined || to <= from ? null : { from, to }
}

/** Completed work inside a window, per second; a request counts by the share of it inside. */
function ratesIn(window: Window, columns: SampleColumns): { requests: number; tokens: number } {
  let requests = 0
  let tokens = 0
  for (let row = 0; row < columns.sent.length; row++) {
    if (columns.failed[row] === 1) continue
    const sent = columns.sent[row] as number
    const end = columns.end[row] as number
    const inside = Math.min(end, window.to) - Math.max(sent, window.from)
    if (inside <= 0) continue
    const share = end > sent ? inside / (end - sent) : 1
    requests += share
    tokens += share * (columns.outputTokens[row] as number)
  }
  const seconds = (window.to - window.from) / 1000
  return { requests: requests / seconds, tokens: tokens / seconds }
}

/**
 * Interval of tokens per second by batch means over the steady window: 20 batches, fewer (at least
 * 10) where a batch would be shorter than one mean request duration; null where even 10 would be.
 */
function tokensInterval(window: Window, columns: SampleColumns): IntervalRecord | null {
  const length = window.to - window.from
  let busy = 0
  for (let row = 0; row < columns.sent.length; row++) {
    busy += (columns.end[row] as number) - (columns.sent[row] as number)
  }
  const meanDuration = busy / columns.sent.length
  const batches = Math.min(batchCount, Math.floor(length / meanDuration))
  if (batches < fewestBatches) return null
  const rates = new Float64Array(batches)
  const size = length / batches
  for (let batch = 0; batch < batches; batch++) {
    const from = window.from + batch * size
    rates[batch] = ratesIn({ from, to: from + size }, columns).tokens
  }
  const interval = batchMeansInterval(rates, intervalConfidence)
  return interval === null ? null : { ...interval, confidence: intervalConfidence }
}
