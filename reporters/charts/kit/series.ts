import { quantileSorted } from '../../../src/stats/quantiles/quantile.ts'

/** The window of values a chart of a series shows; values above are counted, not drawn to scale. */
export interface SeriesDomain {
  readonly low: number
  readonly high: number
  /** Samples above `high`. */
  readonly beyond: number
  readonly max: number
}

/** The finite values of a series, ascending. */
export function sortedValues(series: Float64Array): Float64Array {
  return series.filter((value) => Number.isFinite(value)).toSorted()
}

/**
 * The part of the value axis worth showing: everything, unless a few values far above p99 would
 * squeeze the rest; and never so narrow that one per cent of noise fills the chart.
 */
export function seriesDomain(sorted: Float64Array): SeriesDomain {
  const min = sorted[0] ?? 0
  const max = sorted.at(-1) ?? 0
  const p50 = quantileSorted(sorted, 0.5)
  const p95 = quantileSorted(sorted, 0.95)
  const p99 = quantileSorted(sorted, 0.99)
  const cap = Math.max(p99 + (p99 - p50), p95 + 3 * (p95 - p50), p50 * 1.05)
  const top = sorted.length > 0 && max > cap * 1.2 ? Math.max(cap, p99 * 1.02) : max
  const least = Math.max(Math.abs(p50) * 0.1, 1e-6)
  const padding = Math.max((top - min) * 0.04, (least - (top - min)) / 2, 0)
  const high = top + padding
  const beyond = sorted.length === 0 ? 0 : sorted.filter((value) => value > high).length
  return { low: Math.max(0, min - padding), high, beyond, max }
}

/** Counts of values in equal bins over [low, high]; values above fall into none. */
export function histogram(sorted: Float64Array, low: number, high: number, bins: number): number[] {
  const counts = Array.from({ length: bins }, () => 0)
  for (const value of sorted) {
    if (value > high) break
    const bin = Math.min(bins - 1, Math.max(0, Math.floor(((value - low) / (high - low)) * bins)))
    counts[bin] = (counts[bin] ?? 0) + 1
  }
  return counts
}

/** A stretch of a series in time order. */
export interface Stretch {
  /** Index of its middle. */
  readonly middle: number
  readonly min: number
  readonly median: number
  readonly max: number
}

/** The series cut into at most `count` stretches; those without a finite value are left out. */
export function stretches(series: Float64Array, count: number): Stretch[] {
  const length = Math.max(1, Math.ceil(series.length / count))
  const cut: Stretch[] = []
  for (let start = 0; start < series.length; start += length) {
    const end = Math.min(series.length, start + length)
    const values = sortedValues(series.subarray(start, end))
    const [min] = values
    const max = values.at(-1)
    if (min === undefined || max === undefined) continue
    cut.push({ middle: (start + end - 1) / 2, min, median: quantileSorted(values, 0.5), max })
  }
  return cut
}
