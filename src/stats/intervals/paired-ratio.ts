import { bandPosition } from '../tests/equivalence.ts'
import { medianOf } from '../quantiles/median.ts'
import { midranks } from '../quantiles/midranks.ts'
import { signFlipTest } from '../tests/sign-flip.ts'
import { type CentreEstimate, hodgesLehmann } from '../tests/signed-rank.ts'

/** Ratio of ours to theirs from an interleaved comparison. */
export interface RatioEstimate {
  /** Ours over theirs: below 1 ours has the smaller values. */
  readonly ratio: number
  /** Lower end of the interval; 0 where so few pairs cannot bound it. */
  readonly low: number
  /** Upper end of the interval; +infinity where so few pairs cannot bound it. */
  readonly high: number
  readonly confidence: number
  /** Pairs that were used: those with values on both sides. */
  readonly pairs: number
  /** Two-sided p-value of no difference: labels permuted within pairs. */
  readonly pValue: number
  /**
   * About how many pairs would make the interval decide against the band; null when it decides
   * already, or when the estimate is so near an end of the band that no number can be said.
   */
  readonly pairsNeeded: number | null
}

const fewestPairs = 3
/** Most pairs that are named: beyond, the estimate is at an end of the band for every practical purpose. */
const mostNeeded = 100_000
/** Fewest pairs whose signed ranks can bound anything at the usual levels. */
const mostToBound = 40

/**
 * Ratio of medians of two systems measured in pairs of neighbouring blocks, one pair a row of the order
 * of turns (ABBA for two systems): `ours[i]` and `theirs[i]` are the values of the i-th pair. Each pair
 * gives the logarithm of the ratio of its block medians; whatever drifts slower than a pair cancels in
 * it. Labels may be exchanged within a pair, for the order is drawn so that the two systems might as
 * well stand in each other's places; what a third one carries over to them is balanced over the rows
 * of a repetition, so that the pairs it disturbs lean both ways and the test errs less often, not more
 * (simulated: 10 % on the requests after a slow third arm). The estimate is the
 * Hodges-Lehmann centre of these, the interval inverts Wilcoxon's signed-rank test (see
 * {@link hodgesLehmann}): for exchangeable systems each end is wrong with probability at most
 * (1 - confidence) / 2 for any number of pairs and any tails; five pairs are the fewest that bound it
 * at 0.9, and with fewer it is 0 to infinity. The p-value permutes the labels within pairs on the
 * same signed ranks (zeros ranked, then left out: Pratt 1959).
 *
 * Null for fewer than 3 pairs with values on both sides. Two medians of 0, or two infinite ones (a
 * block of failed requests), count as equal. Throws a RangeError for a different number of blocks on
 * the two sides, or a negative median.
 */
export function pairedRatio(
  ours: readonly Float64Array[],
  theirs: readonly Float64Array[],
  confidence: number,
  band: number,
  seed: number,
): RatioEstimate | null {
  const differences = logRatios(ours, theirs)
  const pairs = differences.length
  if (pairs < fewestPairs) return null
  const centre = hodgesLehmann(differences, confidence)
  const interval = { low: Math.exp(centre.low), high: Math.exp(centre.high) }
  const open = bandPosition(interval, band) === 'open'
  return {
    ratio: Math.exp(centre.estimate),
    ...interval,
    confidence,
    pairs,
    pValue: signFlipTest(signedRanks(differences), seed),
    pairsNeeded: open ? pairsToDecide(differences, centre, confidence, band) : null,
  }
}

function logRatios(ours: readonly Float64Array[], theirs: readonly Float64Array[]): Float64Array {
  if (ours.length !== theirs.length) {
    throw new RangeError(`pairs need as many blocks on both sides: ${ours.length} and ${theirs.length}`)
  }
  const ratios: number[] = []
  for (const [index, block] of ours.entries()) {
    const left = medianOf(block)
    const right = medianOf(theirs[index] as Float64Array)
    if (left < 0 || right < 0) throw new RangeError(`a ratio needs positive values: ${left}, ${right}`)
    if (Number.isNaN(left) || Number.isNaN(right)) continue
    ratios.push(left === right ? 0 : Math.log(left) - Math.log(right))
  }
  return Float64Array.from(ratios)
}

function signedRanks(differences: Float64Array): Float64Array {
  const ranks = midranks(differences.map(Math.abs))
  return ranks.map((rank, index) => rank * Math.sign(differences[index] as number))
}

/** The distance of an end from the estimate shrinks with the square root of the number of pairs. */
function pairsToDecide(
  differences: Float64Array,
  centre: CentreEstimate,
  confidence: number,
  band: number,
): number | null {
  const n = differences.length
  const { estimate } = centre
  // Where nothing is bounded yet, the extremes stand for the ends.
  const low = Math.max(
    centre.low,
    differences.reduce((a, b) => Math.min(a, b)),
  )
  const high = Math.min(
    centre.high,
    differences.reduce((a, b) => Math.max(a, b)),
  )
  const lower = Math.log(1 - band)
  const upper = Math.log(1 + band)
  const shrunk = (reach: number, room: number): number => n * (reach / room) ** 2
  const needed =
    estimate < lower
      ? shrunk(high - estimate, lower - estimate)
      : estimate > upper
        ? shrunk(estimate - low, estimate - upper)
        : Math.max(shrunk(estimate - low, estimate - lower), shrunk(high - estimate, upper - estimate))
  if (!(needed <= mostNeeded)) return null
  return Math.max(Math.ceil(needed), n + 1, fewestToBound(confidence))
}

/** Fewest pairs with an interval: all on one side has probability 2^-n. */
function fewestToBound(confidence: number): number {
  return Math.min(mostToBound, Math.ceil(-Math.log2((1 - confidence) / 2) - 1e-9))
}
