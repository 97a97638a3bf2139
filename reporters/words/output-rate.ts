import type { IntervalRecord } from '../../src/record/figure.ts'
import type { ThroughputRecord } from '../../src/record/metric.ts'
import type { RunRecord } from '../../src/record/run.ts'
import { estimatedMark } from './token-figure.ts'
import { formatNumber, none } from '../../src/figures.ts'
import { formatRange, intervalName, withInterval } from './interval.ts'

/** A rate with the window it is over. */
export interface OutputRate {
  /** Output tokens per second. */
  readonly value: number
  /** Interval of the rate, of the same window; null where there is none. */
  readonly interval: IntervalRecord | null
  readonly window: 'steady' | 'whole'
  /** Mark of a rate whose tokens are an estimate: ` estimated`; empty else. */
  readonly mark: string
}

/** The fields of a run that its rate is told by. */
type RatedRun = Pick<RunRecord, 'throughput' | 'tokens' | 'requests'>

/**
 * Output tokens per second over the window that the interval is of: the steady one where there is one,
 * else the whole. Null where no request was answered, and where nobody counted tokens.
 */
export function outputRate(run: RatedRun): OutputRate | null {
  const { steady, tokensPerSecond, tokensInterval } = run.throughput
  const mark = estimatedMark(run)
  if (steady !== null && steady.tokensPerSecond !== null) {
    return { value: steady.tokensPerSecond, interval: tokensInterval, window: 'steady', mark }
  }
  if (tokensPerSecond === null) return null
  return { value: tokensPerSecond, interval: steady === null ? tokensInterval : null, window: 'whole', mark }
}

/** Answered requests per second over the same window as {@link outputRate}; null where none was. */
export function answerRate({ steady, requestsPerSecond }: ThroughputRecord): number | null {
  return steady?.requestsPerSecond ?? requestsPerSecond
}

/** Mark behind a figure of the steady window: ` steady`; none behind one of the whole window. */
export function windowMark(window: OutputRate['window']): string {
  return window === 'steady' ? ' steady' : ''
}

/** Marks behind a rate: ` steady`, ` estimated`, both or none. */
export function rateMarks({ window, mark }: OutputRate): string {
  return `${windowMark(window)}${mark}`
}

/** The rate in a table's cell: `4,019 [4,013, 4,025] steady`. */
export function outputRateCell(run: RatedRun): string {
  const rate = outputRate(run)
  if (rate === null) return none
  return `${withInterval(formatNumber(rate.value), formatRange(rate.interval))}${rateMarks(rate)}`
}

/** The rate in a line of facts: `4,019 tokens/s steady`; null where there is none. */
export function outputRateFact(run: RatedRun): string | null {
  const rate = outputRate(run)
  return rate === null ? null : `${formatNumber(rate.value)} tokens/s${rateMarks(rate)}`
}

/** The rate in a sentence: `4,019 tokens/s steady (90 % interval [4,013, 4,025], n = 190)`. */
export function outputRateSentence(rate: OutputRate, n: string): string {
  const { value, interval } = rate
  const range = formatRange(interval)
  const between = range === none ? 'no interval' : `${intervalName(interval)} ${range}`
  return `${formatNumber(value)} tokens/s${rateMarks(rate)} (${between}, n = ${n})`
}
