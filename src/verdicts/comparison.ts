import type { IntervalRecord } from '../record/figure.ts'
import type { Verdict } from '../record/claim.ts'
import { bandPosition } from '../stats/tests/equivalence.ts'
import { differenceOf } from '../stats/launches/estimate.ts'
import { type LaunchRatio, launchRatio, ratioOfDifference } from '../stats/launches/launch-ratio.ts'
import type { LaunchValue } from '../stats/launches/launch-value.ts'
import { estimateByFloor, type NoiseFloor } from '../stats/launches/noise-floor.ts'
import { medianOf } from '../stats/quantiles/median.ts'
import { pairedRatio, type RatioEstimate } from '../stats/intervals/paired-ratio.ts'
import { launchesFor } from './launches/judge-launches.ts'
import { defaultAlpha, type Judgement } from './judgement.ts'

/** Values of two arms of one comparison, in pairs of neighbouring blocks. */
export interface PairedBlocks {
  readonly ours: readonly Float64Array[]
  readonly theirs: readonly Float64Array[]
  readonly better: 'lower' | 'higher'
  /** Requests each arm sent. */
  readonly requests: number
  /** Logarithms of one median a launch, where every block was a launch, or stood apart in time; null else. */
  readonly launches: { readonly ours: Float64Array; readonly theirs: Float64Array } | null
  /** The median of either arm's one launch, with its noise floor, where both are known; null else. */
  readonly byFloor: { readonly ours: FlooredLaunch; readonly theirs: FlooredLaunch } | null
  /** Mean size of a block, by which a number of pairs is told as one of requests. */
  readonly requestsPerBlock: number
}

/** One launch of an arm, and how far launches of its bench lie apart on this machine. */
interface FlooredLaunch {
  readonly launch: LaunchValue
  readonly floor: NoiseFloor
}

/** Word for the place of the ratio's interval against the band around 1. */
export type ComparisonWord = 'faster' | 'slower' | 'same' | 'inconclusive'

/** Judgement of a comparison, with the ratio of medians as its observed value. */
export interface ComparisonJudgement extends Judgement {
  /** Ratio of medians, ours over theirs. */
  readonly observed: number
  readonly word: ComparisonWord
  readonly pairs: number
  /** Two-sided p-value of no difference at all; null with too few pairs. */
  readonly pValue: number | null
}

/** Seed by which labels are permuted: the same samples give the same p-value. */
const seed = 1

/**
 * Judges "ours is better than theirs by more than the share `by`" by one interval of the ratio of
 * medians: pass where it lies wholly on the better side of 1 - by (1 + by for speeds), fail where
 * wholly on the other.
 */
export function judgeOutperforms(blocks: PairedBlocks, by: number, alpha: number = defaultAlpha): ComparisonJudgement {
  const lower = blocks.better === 'lower'
  const limit = lower ? 1 - by : 1 + by
  return judged(blocks, by, alpha, {
    holds: (ratio) => (lower ? ratio < limit : ratio > limit),
    verdict: ({ low, high }) => {
      const [passes, fails] = lower ? [high < limit, low >= limit] : [low > limit, high <= limit]
      if (passes) return 'pass'
      return fails ? 'fail' : 'inconclusive'
    },
  })
}

/**
 * Judges "ours and theirs differ by at most the share `within`": pass where the interval of the
 * ratio lies inside 1 ± within (two one-sided tests), fail where wholly outside.
 */
export function judgeEquivalent(
  blocks: PairedBlocks,
  within: number,
  alpha: number = defaultAlpha,
): ComparisonJudgement {
  return judged(blocks, within, alpha, {
    holds: (ratio) => ratio >= 1 - within && ratio <= 1 + within,
    verdict: (interval) => {
      const position = bandPosition(interval, within)
      if (position === 'open') return 'inconclusive'
      return position === 'inside' ? 'pass' : 'fail'
    },
  })
}

/**
 * Judges "ours is slower than theirs by at most the share `atMost`" by the interval of the ratio of medians: pass where
 * it lies wholly at or below 1 + atMost (for speeds at or above 1 / (1 + atMost)), fail where wholly beyond.
 */
export function judgeAtMost(blocks: PairedBlocks, atMost: number, alpha: number = defaultAlpha): ComparisonJudgement {
  const lower = blocks.better === 'lower'
  const limit = lower ? 1 + atMost : 1 / (1 + atMost)
  return judged(blocks, Math.abs(limit - 1), alpha, {
    holds: (ratio) => (lower ? ratio <= limit : ratio >= limit),
    verdict: ({ low, high }) => {
      const [passes, fails] = lower ? [high <= limit, low > limit] : [low >= limit, high < limit]
      if (passes) return 'pass'
      return fails ? 'fail' : 'inconclusive'
    },
  })
}

interface Rule {
  readonly holds: (ratio: number) => boolean
  readonly verdict: (interval: RatioEstimate) => Verdict
}

function judged(blocks: PairedBlocks, band: number, alpha: number, rule: Rule): ComparisonJudgement {
  const { ours, theirs, requests: n, requestsPerBlock } = blocks
  const inRequests = (pairs: number): number => Math.ceil(pairs * requestsPerBlock)
  const floor = inRequests(fewestToBound(alpha))
  const base = { n, floor, doubts: [] }
  const ofLaunches = blocks.launches === null ? null : ratioOfLaunches(blocks.launches, alpha)
  const paired = ofLaunches ?? pairedRatio(ours, theirs, 1 - 2 * alpha, band, seed)
  const byFloor = ofLaunches === null && paired !== null ? ratioByFloor(paired, blocks.byFloor) : null
  const estimate = byFloor ?? paired
  if (estimate === null) {
    const observed = medianOf(joined(ours)) / medianOf(joined(theirs))
    const open = { verdict: 'inconclusive', interval: null, word: 'inconclusive', pValue: null } as const
    return {
      ...base,
      ...open,
      observed,
      pointHolds: rule.holds(observed),
      effectiveN: ours.length,
      pairs: ours.length,
      needed: floor,
    }
  }
  const { ratio, pairs, pValue, pairsNeeded } = estimate
  const verdict = rule.verdict(estimate)
  const needed = verdict === 'inconclusive' && pairsNeeded !== null ? inRequests(pairsNeeded) : null
  return {
    ...base,
    verdict,
    observed: ratio,
    pointHolds: rule.holds(ratio),
    interval: intervalOf(estimate),
    effectiveN: pairs,
    pairs,
    pValue,
    word: wordOf(estimate, band, blocks.better),
    needed: needed === null ? null : Math.max(needed, floor),
    ...launchSupport(ofLaunches, byFloor, { verdict, band, alpha }),
  }
}

function wordOf(estimate: RatioEstimate, band: number, better: 'lower' | 'higher'): ComparisonWord {
  const words = {
    below: better === 'lower' ? 'faster' : 'slower',
    above: better === 'lower' ? 'slower' : 'faster',
    inside: 'same',
    open: 'inconclusive',
  } as const
  return words[bandPosition(estimate, band)]
}

function intervalOf({ low, high, confidence }: RatioEstimate): IntervalRecord {
  return { low: low > 0 ? low : null, high: Number.isFinite(high) ? high : null, confidence }
}

/** A ratio whose variance is known, on the scale of logarithms. */
type KnownRatio = RatioEstimate & { readonly variance: number }

/** The ratio with the launch as its unit, in the form of one of pairs: as many as the arm with fewer launches has. */
function ratioOfLaunches({ ours, theirs }: NonNullable<PairedBlocks['launches']>, alpha: number): KnownRatio | null {
  const found = launchRatio(ours, theirs, 1 - 2 * alpha)
  if (found === null) return null
  const { ratio, confidence } = found
  return {
    ratio,
    confidence,
    ...endsOf(found),
    pairs: Math.min(ours.length, theirs.length),
    pairsNeeded: null,
  }
}

/**
 * The ratio of neighbouring blocks with an interval that has the noise floors of both arms in it: each was one launch,
 * and another one of either would lie elsewhere. Null without floors, or where a median is not finite.
 */
function ratioByFloor(paired: RatioEstimate, byFloor: PairedBlocks['byFloor']): KnownRatio | null {
  if (byFloor === null) return null
  const [ours, theirs] = [byFloor.ours, byFloor.theirs].map(({ launch, floor }) => estimateByFloor(launch, floor))
  if (ours === undefined || theirs === undefined) return null
  // The blocks' own ratio stays: what drifts slowly cancels in it.
  const difference = { ...differenceOf(ours, theirs), value: Math.log(paired.ratio) }
  const found = ratioOfDifference(difference, paired.confidence)
  return found === null ? null : { ...paired, ...endsOf(found), pairsNeeded: null }
}

/** A ratio by launches in the form of one of pairs. */
function endsOf(found: LaunchRatio): Pick<KnownRatio, 'low' | 'high' | 'pValue' | 'variance'> {
  const { low, high, variance } = found
  return { low, high, variance, pValue: Math.min(1, 2 * Math.min(found.pValue(1, 'above'), found.pValue(1, 'below'))) }
}

/** The launches that a comparison rests on; none where it rests on blocks of one launch alone. */
function launchSupport(
  ofLaunches: KnownRatio | null,
  byFloor: KnownRatio | null,
  rule: { readonly verdict: Verdict; readonly band: number; readonly alpha: number },
): Pick<Judgement, 'launches'> {
  const estimate = ofLaunches ?? byFloor
  if (estimate === null) return {}
  const count = ofLaunches === null ? 1 : ofLaunches.pairs
  const needed = launchesNeeded(estimate, count, rule)
  if (ofLaunches !== null) return { launches: { count, needed } }
  return { launches: { count, needed, byFloor: true } }
}

/** Launches of each arm with which the nearest end of the band would be out of reach. */
function launchesNeeded(
  { ratio, variance }: KnownRatio,
  count: number,
  { verdict, band, alpha }: { readonly verdict: Verdict; readonly band: number; readonly alpha: number },
): number | null {
  if (verdict !== 'inconclusive') return null
  const room = Math.min(...[1 - band, 1 + band].map((end) => Math.abs(Math.log(ratio / end))))
  return launchesFor(variance * count, { room, alpha, arms: 2 })
}

/** Fewest pairs that bound a ratio: all of them on one side has probability 2^-pairs. */
function fewestToBound(alpha: number): number {
  return Math.ceil(-Math.log2(alpha) - 1e-9)
}

function joined(blocks: readonly Float64Array[]): Float64Array {
  return Float64Array.from(blocks.flatMap((block) => [...block]))
}
