import { medianOf } from '../quantiles/median.ts'
import { normalCdf } from '../normal.ts'

/** Trend of a series over its order. */
export interface Drift {
  /** Change over the whole series by the fitted line, in the unit of the values. */
  readonly change: number
  /** Two-sided p-value of no trend. */
  readonly pValue: number
}

const mostPoints = 500

/**
 * Theil-Sen slope (Sen 1968) with the Mann-Kendall test (Kendall 1975; tie-corrected, with continuity
 * correction) of a finite series in time order. A series of more than 500 values is first reduced to
 * the medians of 500 equal stretches. Supposes independent values: correlated ones show trends where
 * there are none. Null for fewer than 10 values.
 */
export function driftOf(values: Float64Array): Drift | null {
  const points = reduced(values)
  const n = points.length
  if (n < 10) return null
  const slopes = new Float64Array((n * (n - 1)) / 2)
  let score = 0
  let next = 0
  for (let i = 0; i < n; i++) {
    for (let j = i + 1; j < n; j++) {
      const rise = (points[j] as number) - (points[i] as number)
      score += Math.sign(rise)
      slopes[next++] = rise / (j - i)
    }
  }
  const sd = Math.sqrt((n * (n - 1) * (2 * n + 5) - tieTerm(points)) / 18)
  const z = score === 0 ? 0 : (Math.abs(score) - 1) / sd
  return { change: medianOf(slopes) * (n - 1), pValue: Math.min(1, 2 * normalCdf(-z)) }
}

function reduced(values: Float64Array): Float64Array {
  const n = values.length
  if (n <= mostPoints) return values
  return Float64Array.from({ length: mostPoints }, (_, stretch) =>
    medianOf(values.subarray(Math.floor((stretch * n) / mostPoints), Math.floor(((stretch + 1) * n) / mostPoints))),
  )
}

function tieTerm(values: Float64Array): number {
  const sorted = values.toSorted()
  let term = 0
  let tied = 1
  for (let i = 1; i <= sorted.length; i++) {
    if (sorted[i] === sorted[i - 1]) tied++
    else {
      term += tied * (tied - 1) * (2 * tied + 5)
      tied = 1
    }
  }
  return term
}
