/**
 * Fewest samples with which the exact test can bound one side of a percentile: n with share^n <= (1 - confidence) / 2.
 * The upper end of P95 at 90 %: 59.
 *
 * @param share of values on the other side of the percentile: 0.95 for the upper end of P95
 */
export function samplesToBound(share: number, confidence: number): number {
  return Math.ceil(Math.log((1 - confidence) / 2) / Math.log(share) - 1e-9)
}
