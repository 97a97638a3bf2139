import type { BandRecord } from '../record/claim.ts'
import type { VariancePart } from '../stats/launches/estimate.ts'
import { visibleIn } from '../stats/launches/launch-plan.ts'
import type { RegressionRule, UsableFloor } from './regression.ts'

/** The noise of a comparison, as far as it is known. */
export interface ComparisonNoise {
  /** Variance of the logarithm of the ratio; null where there is no ratio. */
  readonly own: VariancePart | null
  /** The same as the noise floor tells it; null where nobody measured one. */
  readonly floor: VariancePart | null
  /** Whose floor that is. */
  readonly floorOf: BandRecord['floorOf']
}

/** Most that a speed can be said to have lost: all of it is no band. */
const mostLost = 0.999

/**
 * The band that is judged: a band below what launches show anyway would be open for ever, or red by chance, so that it
 * is widened to the smallest change that the noise floor lets four of five such comparisons see.
 */
export function noiseBand({ by, better }: RegressionRule, { own, floor, floorOf }: ComparisonNoise): BandRecord {
  const least = floor === null ? 0 : shownShare(visibleIn(floor, better))
  const widest = better === 'lower' ? Number.POSITIVE_INFINITY : mostLost
  const judged = Number.isFinite(least) ? Math.max(by, Math.min(least, widest)) : by
  const visible = own === null ? Number.NaN : shownShare(visibleIn(own, better))
  return { asked: by, judged, visible: Number.isFinite(visible) ? visible : null, floorOf }
}

/** A share as it is printed, so that what is judged and what is said are one: up to the next tenth of a per cent. */
function shownShare(share: number): number {
  return Math.ceil(Number((share * 1000).toFixed(6))) / 1000
}

/** Whose floor it is, for the record. */
export function floorOwner({ standsIn }: UsableFloor): Exclude<BandRecord['floorOf'], null> {
  return standsIn === null ? 'own' : { key: standsIn }
}
