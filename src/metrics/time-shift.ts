import type { MetricName, ThroughputRecord } from '../record/metric.ts'
import type { MeasuredColumns, RequestMetric } from './series.ts'

/** Milliseconds by which all times of a run are moved; infinite where nothing bounds the error that they stand for. */
export interface TimeShift {
  /** Added to every time from a request's beginning: `latency`, `response`, `ttft`, `ttfv`. */
  readonly times: number
  /** Added to every time between two stamps of one answer, which `tpot` divides by its tokens, and to a gap. */
  readonly between: number
}

/** Stands for infinity where a ratio must be made of it: no limit, and no other system, is so far away. */
const far = 1e9

/** The stamp that is moved for a metric, the one that its time counts from, and what of a shift moves it. */
const stampsOf: Readonly<
  Record<RequestMetric, readonly ['end' | 'first' | 'firstVisible', 'sent' | 'intended' | 'first', keyof TimeShift]>
> = {
  latency: ['end', 'sent', 'times'],
  response: ['end', 'intended', 'times'],
  ttft: ['first', 'sent', 'times'],
  ttfv: ['firstVisible', 'sent', 'times'],
  tpot: ['end', 'first', 'between'],
  decodeSpeed: ['end', 'first', 'between'],
  prefillSpeed: ['first', 'sent', 'times'],
}

/** A time moved by some milliseconds, which never becomes negative. */
export function shiftedTime(time: number, by: number): number {
  if (by === Number.POSITIVE_INFINITY) return time * far
  return Math.max(time + by, time / far)
}

/**
 * A value of a metric moved without the stamps and tokens it was made of: a time by as much as it may be, any other
 * as far as can be wherever it is moved at all, for nobody can say by how much.
 */
export function shiftedValue(value: number, metric: MetricName, { times, between }: TimeShift): number {
  if (metric === 'latency' || metric === 'response' || metric === 'ttft' || metric === 'ttfv') {
    return shiftedTime(value, times)
  }
  const by = metric === 'prefillSpeed' ? times : between
  if (by === 0) return value
  const isTime = metric === 'tpot' || metric === 'interChunk'
  const isMore = isTime ? by > 0 : by < 0
  return isMore ? value * far : value / far
}

/** The samples of a run with stamps moved so that this metric's formula gives the moved values. */
export function shiftedSamples(
  measured: MeasuredColumns,
  metric: MetricName,
  { times, between }: TimeShift,
): MeasuredColumns {
  const { columns, concurrency, cachedShare } = measured
  if (metric === 'interChunk') {
    const gaps = measured.gaps.map((gap) => shiftedTime(gap, between))
    return { columns, concurrency, cachedShare, gaps, gapCounts: measured.gapCounts }
  }
  const [end, start, by] = stampsOf[metric]
  const stamps = columns[end].map((stamp, row) => {
    const from = columns[start][row] as number
    return from + shiftedTime(stamp - from, by === 'times' ? times : between)
  })
  return { columns: { ...columns, [end]: stamps }, gaps: new Float64Array(), concurrency, cachedShare }
}

/** A rate over a window whose length is moved by some milliseconds. */
function shiftedRate(rate: number, windowMs: number, by: number): number {
  if (!Number.isFinite(by)) return by > 0 ? rate / far : rate * far
  return Math.max(0, rate * (1 - by / windowMs))
}

/** Rates of a run whose windows are longer by some milliseconds, their interval included. */
export function shiftedThroughput(throughput: ThroughputRecord, by: number): ThroughputRecord {
  const windowMs = throughput.steady?.windowMs ?? throughput.windowMs ?? 0
  return movedThroughput(throughput, (rate) => shiftedRate(rate, windowMs, by))
}

/** Rates of a run, had the share of the load been made that was missing. */
export function atFullLoad(throughput: ThroughputRecord, missing: number): ThroughputRecord {
  return movedThroughput(throughput, (rate) => rate / Math.max(1 / far, 1 - missing))
}

function movedThroughput(throughput: ThroughputRecord, to: (rate: number) => number): ThroughputRecord {
  const { steady, tokensPerSecond, tokensInterval } = throughput
  const moved = (rate: number | null): number | null => (rate === null ? null : to(rate))
  return {
    ...throughput,
    tokensPerSecond: moved(tokensPerSecond),
    steady: steady === null ? null : { ...steady, tokensPerSecond: moved(steady.tokensPerSecond) },
    tokensInterval:
      tokensInterval === null
        ? null
        : { ...tokensInterval, low: moved(tokensInterval.low), high: moved(tokensInterval.high) },
  }
}
