import { quantileSorted } from './quantile.ts'

/** Counts of outliers by Tukey's fences; nothing is dropped. */
export interface OutlierCounts {
  readonly lowSevere: number
  readonly lowMild: number
  readonly highMild: number
  readonly highSevere: number
}

/**
 * Classes of an ascending series (Tukey 1977): mild beyond 1.5 interquartile ranges from the
 * quartiles, severe beyond 3. Infinite values beyond finite quartiles are severe.
 */
export function outlierCounts(sorted: Float64Array): OutlierCounts {
  const lower = quantileSorted(sorted, 0.25)
  const upper = quantileSorted(sorted, 0.75)
  const range = upper - lower
  let [lowSevere, lowMild, highMild, highSevere] = [0, 0, 0, 0]
  for (const value of sorted) {
    if (value < lower - 3 * range) lowSevere++
    else if (value < lower - 1.5 * range) lowMild++
    else if (value > upper + 3 * range) highSevere++
    else if (value > upper + 1.5 * range) highMild++
  }
  return { lowSevere, lowMild, highMild, highSevere }
}
