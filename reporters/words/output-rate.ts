import type { IntervalRecord } from '../../src/record/figure.ts'
import type { ThroughputRecord } from '../../src/record/metric.ts'
import { formatNumber, none } from '../../src/figures.ts'
import { formatRange, intervalName, withInterval } from './interval.ts'

/** A rate with the window it is over. */
export interface OutputRate {
  /** Output tokens per second. */
  readonly value: number
  /** Interval of the rate, of the same window; null where there is none. */
  readonly interval: IntervalRecord | null
  readonly window: 'steady' | 'whole'
}

/**
 * Output tokens per second over the window that the interval is of: the steady one where there is one,
 * else the whole. Null where no request was answered.
 */
export function outputRate({ steady, tokensPerSecond, tokensInterval }: ThroughputRecord): OutputRate | null {
  if (steady !== null && steady.tokensPerSecond !== null) {
    return { value: steady.tokensPerSecond, interval: tokensInterval, window: 'steady' }
  }
  if (tokensPerSecond === null) return null
  return { value: tokensPerSecond, interval: steady === null ? tokensInterval : null, window: 'whole' }
}

/** Answered requests per second over the same window as {@link outputRate}; null where none was. */
export function answerRate({ steady, requestsPerSecond }: ThroughputRecord): number | null {
  return steady?.requestsPerSecond ?? requestsPerSecond
}

/** Mark behind a figure of the steady window: ` steady`; none behind one of the whole window. */
export function windowMark(window: OutputRate['window']): string {
  return window === 'steady' ? ' steady' : ''
}

/** The rate in a table's cell: `4,019 [4,013, 4,025] steady`. */
export function outputRateCell(throughput: ThroughputRecord): string {
  const rate = outputRate(throughput)
  if (rate === null) return none
  return `${withInterval(formatNumber(rate.value), formatRange(rate.interval))}${windowMark(rate.window)}`
}

/** The rate in a line of facts: `4,019 tokens/s steady`; null where there is none. */
export function outputRateFact(throughput: ThroughputRecord): string | null {
  const rate = outputRate(throughput)
  return rate === null ? null : `${formatNumber(rate.value)} tokens/s${windowMark(rate.window)}`
}

/** The rate in a sentence: `4,019 tokens/s steady (90 % interval [4,013, 4,025], n = 190)`. */
export function outputRateSentence({ value, interval, window }: OutputRate, n: string): string {
  const range = formatRange(interval)
  const between = range === none ? 'no interval' : `${intervalName(interval)} ${range}`
  return `${formatNumber(value)} tokens/s${windowMark(window)} (${between}, n = ${n})`
}
