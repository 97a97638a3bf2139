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
  const nextToPerfect = 1 - 12 / (n * (n ** 2 - 1))
  return n < 5 ? null : throughZ(value, nextToPerfect, Math.sqrt((1 + value ** 2 / 2) / (n - 3)), confidence)
}

/**
 * Two-sided interval of Kendall's tau, through Fisher's z with the standard error sqrt(0.437 / (n - 4)) of Fieller,
 * Hartley and Pearson 1957. Null for fewer than five pairs.
 */
export function kendallInterval(value: number, n: number, confidence: number): Ends | null {
  const nextToPerfect = 1 - 4 / (n * (n - 1))
  return n < 5 ? null : throughZ(value, nextToPerfect, Math.sqrt(0.437 / (n - 4)), confidence)
}

/**
 * Fisher's z has no width at the ends of the scale, and few pairs reach those by chance: a value there is taken for the
 * next, which two neighbours that change places leave. The interval holds the value itself.
 */
function throughZ(value: number, furthest: number, error: number, confidence: number): Ends {
  const z = Math.atanh(Math.min(furthest, Math.max(-furthest, value)))
  const width = normalQuantile((1 + confidence) / 2) * error
  return { low: Math.min(value, Math.tanh(z - width)), high: Math.max(value, Math.tanh(z + width)) }
}
