import { seededRandom } from '../../stats/random.ts'
import { gammaVariates } from './gamma.ts'
import type { Spacing } from './plan.ts'

/** Number that keeps arrivals apart from prompts and sampling, which use the same seed. */
const arrivalsStream = 0x61727276

/**
 * Expected arrivals up to each arrival, ascending without end: a process of rate 1, which a plan
 * then maps to its own clock. Constant spacing begins with an arrival at 0, the others with a gap.
 */
export function* unitArrivals(spacing: Spacing, seed: number): Generator<number, never, void> {
  const gap = gapOf(spacing, seededRandom((seed ^ arrivalsStream) >>> 0))
  // Counted, not summed, so that equal gaps stay exact.
  if (gap === null) for (let count = 0; ; count++) yield count
  for (let sum = gap(); ; sum += gap()) yield sum
}

/** Gaps with a mean of 1; null for equal ones. */
function gapOf(spacing: Spacing, random: () => number): (() => number) | null {
  if (spacing.kind === 'constant') return null
  if (spacing.kind === 'poisson') return () => -Math.log(1 - random())
  const variate = gammaVariates(spacing.burstiness, random)
  return () => variate() / spacing.burstiness
}
