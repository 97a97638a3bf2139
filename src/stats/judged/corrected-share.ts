import { normalQuantile } from '../normal.ts'
import { wilsonInterval } from '../intervals/wilson.ts'

/** Cases that were found, of those that there were. */
export interface Found {
  readonly found: number
  readonly of: number
}

/** Two ends. */
export interface Ends {
  readonly low: number
  readonly high: number
}

/** How well a judge tells two classes apart: what it said of cases whose class was known. */
export interface Discernment {
  /** Positive cases that it called so. */
  readonly sensitivity: Found
  /** Negative cases that it called so. */
  readonly specificity: Found
}

/**
 * Share of positives by Rogan and Gladen (Am J Epidemiol 1978; 107: 71-76): the share that a judge calls positive,
 * corrected for its sensitivity and specificity, within 0 and 1. NaN for a judge that does not tell the classes apart.
 */
export function correctedShare({ found, of }: Found, { sensitivity, specificity }: Discernment): number {
  const apart = shareOf(sensitivity) + shareOf(specificity) - 1
  if (!(apart > 0)) return Number.NaN
  return within((found / of + shareOf(specificity) - 1) / apart)
}

/**
 * Interval of {@link correctedShare} by Lang and Reiczigel (Prev Vet Med 2014; 113: 13-22), which knows that
 * sensitivity and specificity were estimated too: of the share as Wilson has it, of each of the two with one success
 * and one failure more, and with their shift of both ends.
 */
export function correctedShareInterval(
  { found, of }: Found,
  { sensitivity, specificity }: Discernment,
  confidence: number,
): Ends {
  const z = normalQuantile((1 + confidence) / 2)
  const seen = { n: of + z ** 2, share: (found + z ** 2 / 2) / (of + z ** 2) }
  const [sense, special] = [sensitivity, specificity].map((part) => ({
    n: part.of + 2,
    share: (part.found + 1) / (part.of + 2),
  })) as [Part, Part]
  const apart = sense.share + special.share - 1
  const share = (seen.share + special.share - 1) / apart
  const ofSense = varianceOf(sense)
  const ofSpecial = varianceOf(special)
  const error = Math.sqrt(varianceOf(seen) + share ** 2 * ofSense + (1 - share) ** 2 * ofSpecial) / Math.abs(apart)
  const centre = share + 2 * z ** 2 * (share * ofSense - (1 - share) * ofSpecial)
  return { low: within(centre - z * error), high: within(centre + z * error) }
}

/**
 * Interval of sensitivity + specificity - 1 (Youden's J), 0 for a judge that guesses: the Wilson intervals of the two,
 * joined by Newcombe's square-and-add (Stat Med 1998; 17: 873-890).
 */
export function discernmentInterval({ sensitivity, specificity }: Discernment, confidence: number): Ends {
  const parts = [sensitivity, specificity].map((part) => ({
    share: shareOf(part),
    ends: wilsonInterval(part.found, part.of, confidence),
  }))
  const apart = parts.reduce((sum, { share }) => sum + share, -1)
  return {
    low: apart - Math.hypot(...parts.map(({ share, ends }) => share - ends.low)),
    high: apart + Math.hypot(...parts.map(({ share, ends }) => ends.high - share)),
  }
}

interface Part {
  readonly n: number
  readonly share: number
}

function varianceOf({ n, share }: Part): number {
  return (share * (1 - share)) / n
}

function shareOf({ found, of }: Found): number {
  return found / of
}

function within(share: number): number {
  return Math.min(1, Math.max(0, share))
}
