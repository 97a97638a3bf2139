import { studentQuantile } from '../normal.ts'

/** A straight line through points by least squares. */
export interface FittedLine {
  readonly intercept: number
  readonly slope: number
  /** Two-sided interval of the slope. */
  readonly low: number
  readonly high: number
  readonly confidence: number
  readonly points: number
}

/**
 * The line through points by least squares, with Student's interval of its slope from the distances that are left.
 * Null for fewer than three points, or where all lie above one another.
 */
export function fitLine(points: readonly (readonly [x: number, y: number])[], confidence = 0.9): FittedLine | null {
  const n = points.length
  if (n < 3) return null
  const [meanX, meanY] = [0, 1].map((at) => points.reduce((sum, point) => sum + (point[at] as number), 0) / n) as [
    number,
    number,
  ]
  const spread = points.reduce((sum, [x]) => sum + (x - meanX) ** 2, 0)
  if (!(spread > 0)) return null
  const slope = points.reduce((sum, [x, y]) => sum + (x - meanX) * (y - meanY), 0) / spread
  const intercept = meanY - slope * meanX
  const left = points.reduce((sum, [x, y]) => sum + (y - intercept - slope * x) ** 2, 0)
  const half = studentQuantile((1 + confidence) / 2, n - 2) * Math.sqrt(left / (n - 2) / spread)
  return { intercept, slope, low: slope - half, high: slope + half, confidence, points: n }
}
