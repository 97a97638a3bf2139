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

/** Two passes: the second over deviations, which keeps small variances of large values exact. */
export function momentsOf(values: NumberSeries | Uint8Array): Moments {
  const n = values.length
  let sum = 0
  for (const value of values) sum += value
  const mean = n === 0 ? Number.NaN : sum / n
  let squares = 0
  let cubes = 0
  for (const value of values) {
    const deviation = value - mean
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
