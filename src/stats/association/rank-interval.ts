import { normalQuantile } from '../normal.ts'

/** Ends of a two-sided interval. */
interface Ends {
  readonly low: number
  readonly high: number
}

/**
 * Two-sided interval of Spearman's rank correlation, through Fisher's z with the standard error
 * sqrt((1 + r² / 2) / (n - 3)) of Bonett and Wright 2000. Null for fewer than five pairs.
 */
export function spearmanInterval(value: number, n: number, confidence: number): Ends | null {
  return n < 5 ? null : throughZ(value, Math.sqrt((1 + value ** 2 / 2) / (n - 3)), confidence)
}

/**
 * Two-sided interval of Kendall's tau, through Fisher's z with the standard error sqrt(0.437 / (n - 4)) of Fieller,
 * Hartley and Pearson 1957. Null for fewer than five pairs.
 */
export function kendallInterval(value: number, n: number, confidence: number): Ends | null {
  return n < 5 ? null : throughZ(value, Math.sqrt(0.437 / (n - 4)), confidence)
}

/** Values at the ends of the scale would have no width: they are taken a little inside. */
const furthest = 0.999_999

function throughZ(value: number, error: number, confidence: number): Ends {
  const z = Math.atanh(Math.min(furthest, Math.max(-furthest, value)))
  const width = normalQuantile((1 + confidence) / 2) * error
  return { low: Math.tanh(z - width), high: Math.tanh(z + width) }
}
