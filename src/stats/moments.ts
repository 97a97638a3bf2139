import type { NumberSeries } from './series/values.ts'

/** Mean and central moments of a finite series. */
export interface Moments {
  readonly n: number
  /** NaN for an empty series. */
  readonly mean: number
  /** Sample variance (n - 1); 0 for a single value. */
  readonly variance: number
  /** Sum of cubed deviations over the sum of squared ones to the power 1.5; 0 where undefined. */
  readonly skewRatio: number
}

/**
 * Two passes: the second over deviations, which keeps small variances of large values exact. By places: an iterator
 * over arrays of several kinds makes an object for each value, gigabytes of them for a long series.
 */
export function momentsOf(values: NumberSeries | Uint8Array): Moments {
  const n = values.length
  let sum = 0
  for (let at = 0; at < n; at++) sum += values[at] as number
  const mean = n === 0 ? Number.NaN : sum / n
  let squares = 0
  let cubes = 0
  for (let at = 0; at < n; at++) {
    const deviation = (values[at] as number) - mean
    squares += deviation * deviation
    cubes += deviation * deviation * deviation
  }
  return {
    n,
    mean,
    variance: n > 1 ? squares / (n - 1) : 0,
    skewRatio: squares > 0 ? cubes / squares ** 1.5 : 0,
  }
}
