import type { ThroughputRecord } from '../record/metric.ts'
import type { SampleColumns } from '../samples/columns.ts'
import { sortedBySent } from '../samples/join-columns.ts'
import { ratesIn } from './rates.ts'
import { steadyWindows, type TimeWindow, windowLength } from './steady-windows.ts'
import { tokensPrecision } from './tokens-interval.ts'

/**
 * Rates of a run. The whole window runs from the first send to the last end. The steady windows (one
 * for each turn of a comparison) run from the moment all clients are in flight to the last send:
 * ramp-up and drain, where fewer are in flight, are outside. A request's tokens are spread evenly
 * over its own duration, so that a window counts the share that was generated inside it.
 */
export function throughputOf(requests: SampleColumns, concurrency: number): ThroughputRecord {
  const columns = sortedBySent(requests)
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
    ...tokensPrecision(isSteady ? steady : whole, columns, meanDuration, concurrency),
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
