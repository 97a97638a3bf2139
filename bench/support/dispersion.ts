import { momentsOf } from '../../src/stats/moments.ts'

/**
 * Index of dispersion of moments: variance over mean of their counts in equal bins; 1 for a Poisson
 * process, 0 for a metronome (Cox and Lewis 1966). Moments in milliseconds, ascending or not.
 */
export function indexOfDispersion(moments: readonly number[], binMs: number): number {
  const from = moments.reduce((least, moment) => Math.min(least, moment), Number.POSITIVE_INFINITY)
  const to = moments.reduce((most, moment) => Math.max(most, moment), Number.NEGATIVE_INFINITY)
  // Only whole bins: the last one would be short.
  const counts = new Float64Array(Math.max(0, Math.floor((to - from) / binMs)))
  for (const moment of moments) {
    const bin = Math.floor((moment - from) / binMs)
    if (bin < counts.length) counts[bin] = (counts[bin] ?? 0) + 1
  }
  const { mean, variance } = momentsOf(counts)
  return variance / mean
}
