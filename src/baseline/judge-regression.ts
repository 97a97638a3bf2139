import { formatCount } from '../figures.ts'
import type { BandRecord } from '../record/claim.ts'
import type { IntervalRecord } from '../record/figure.ts'
import { normalCdf, normalQuantile } from '../stats/normal.ts'
import { judgeLaunchRegression } from './judge-launch-regression.ts'
import { judgeInterval } from '../verdicts/interval.ts'
import { defaultAlpha } from '../verdicts/judgement.ts'
import type { MedianSource } from './median-source.ts'
import { noiseBand } from './noise-band.ts'
import { type MedianRatio, medianRatio } from './median-ratio.ts'
import { type RegressionJudgement, type RegressionRule, regressionLimit } from './regression.ts'

/** Fewest values for a median: a bootstrap of fewer is a guess. */
const fewestForMedian = 20
/** Most values worth asking for: beyond, the ratio is at the limit for every practical purpose. */
const mostNeeded = 100_000

/**
 * Judges by one interval of the ratio of medians, with the launch as the unit where both sides had several or the
 * noise floor is known, else of the requests of the one launch: it passes when the interval lies wholly on the
 * good side of the limit, fails when wholly beyond it (so that a regression is significant and
 * larger than the band), and settles nothing else. Fewer than 20 values on a side settle nothing.
 */
export function judgeRegression(ours: MedianSource, theirs: MedianSource, rule: RegressionRule): RegressionJudgement {
  const { by, better, alpha = defaultAlpha } = rule
  const limit = regressionLimit(by, better)
  const launches = { ours: ours.launches ?? [], theirs: theirs.launches ?? [] }
  const ofLaunches = judgeLaunchRegression(launches, ours.n, rule)
  if (ofLaunches !== null) return ofLaunches
  const estimate = medianRatio(ours, theirs, 1 - 2 * alpha)
  if (estimate === null) return withoutRatio(ours, theirs, rule)
  const interval = intervalOf(estimate)
  const doubts = doubtsOf(ours, theirs)
  const verdict =
    doubts.length > 0 ? 'inconclusive' : judgeInterval(estimate, limit, better === 'lower' ? 'below' : 'above')
  const sizes = verdict === 'inconclusive' ? sizesToSettle(ours, theirs, estimate, { limit, alpha }) : null
  return {
    ...openJudgement(ours.n, estimate.ratio, rule),
    band: bandOf(rule, estimate),
    effectiveN: Math.min(ours.n, Math.max(1, Math.floor(ours.effective))),
    verdict,
    interval,
    needed: sizes?.ours ?? null,
    neededInBoth: sizes?.both ?? null,
    pValue: doubts.length > 0 ? null : estimate.pValue(limit, better === 'lower' ? 'above' : 'below'),
    doubts,
  }
}

/** The judgement where there are no samples on one side: never settled, the points decide. */
export function judgePoints(ours: number, theirs: number, n: number, rule: RegressionRule): RegressionJudgement {
  const ratio = ours === theirs ? 1 : ours / theirs
  return {
    ...openJudgement(n, ratio, rule),
    doubts: ['there are points only, no samples, so that no interval can be made'],
  }
}

/**
 * The judgement where a median is 0, or the baseline's infinite. Where most of our requests failed, no
 * speed is worse.
 */
function withoutRatio(ours: MedianSource, theirs: MedianSource, rule: RegressionRule): RegressionJudgement {
  const points = judgePoints(ours.median, theirs.median, ours.n, rule)
  if (rule.better === 'higher' && theirs.median > 0 && ours.n >= fewestForMedian) {
    // Speeds of failed requests are 0: that more than half of all are has the sign test's p-value.
    const beyondHalf = 2 * Math.sqrt(Math.max(1, ours.effective)) * (zeroShare(ours) - 0.5)
    const pValue = normalCdf(-beyondHalf)
    if (pValue < (rule.alpha ?? defaultAlpha)) return { ...points, verdict: 'fail', pValue, doubts: [] }
  }
  return { ...points, doubts: ['a median is 0 or infinite, so that there is no ratio'] }
}

/** Share of the values that are 0, which are the smallest. */
function zeroShare(source: MedianSource): number {
  let [zeros, others] = [0, source.n]
  while (zeros < others) {
    const middle = Math.floor((zeros + others) / 2)
    if (source.at(middle) === 0) zeros = middle + 1
    else others = middle
  }
  return zeros / source.n
}

function openJudgement(n: number, ratio: number, rule: RegressionRule): RegressionJudgement {
  const { by, better } = rule
  const limit = regressionLimit(by, better)
  return {
    verdict: 'inconclusive',
    observed: ratio,
    pointHolds: better === 'lower' ? ratio < limit : ratio > limit,
    interval: null,
    n,
    effectiveN: n,
    floor: fewestForMedian,
    needed: null,
    neededInBoth: null,
    pValue: null,
    doubts: [],
    band: bandOf(rule, null),
  }
}

/** The band as it was asked for: without a noise floor nobody knows what launches show anyway. */
function bandOf(rule: RegressionRule, estimate: MedianRatio | null): BandRecord {
  const { ours = 0, theirs = 0 } = estimate?.errors ?? {}
  const own = estimate === null ? null : { variance: ours ** 2 + theirs ** 2, degrees: Number.POSITIVE_INFINITY }
  return noiseBand(rule, { own, floor: null, floorOf: null })
}

function doubtsOf(ours: MedianSource, theirs: MedianSource): string[] {
  return [
    ...(theirs.n < fewestForMedian
      ? [`the baseline has ${formatCount(theirs.n)} values, and at least ${fewestForMedian} are needed`]
      : []),
    ...(ours.n < fewestForMedian
      ? [`the run has ${formatCount(ours.n)} values, and at least ${fewestForMedian} are needed`]
      : []),
    ...(ours.tooCorrelated ? ['the values of the run are too correlated'] : []),
    ...(theirs.tooCorrelated ? ['the values of the baseline are too correlated'] : []),
  ]
}

function finite(end: number): number | null {
  return Number.isFinite(end) ? end : null
}

function intervalOf({ low, high, confidence }: MedianRatio): IntervalRecord {
  return { low: finite(low), high: finite(high), confidence }
}

/**
 * Sizes with which the interval would no longer reach over the limit, the squared standard error of
 * a median shrinking with its number of values: of this run alone, or where the baseline's own error
 * is too large for that, of both.
 */
function sizesToSettle(
  ours: MedianSource,
  theirs: MedianSource,
  { ratio, errors }: MedianRatio,
  { limit, alpha }: { readonly limit: number; readonly alpha: number },
): { readonly ours: number; readonly both: number | null } | null {
  if (ours.tooCorrelated || theirs.tooCorrelated) return null
  const room = (Math.log(ratio / limit) / normalQuantile(1 - alpha)) ** 2
  const own = errors.ours ** 2 * ours.n
  const alone = Math.ceil(own / (room - errors.theirs ** 2))
  if (alone > 0 && alone <= mostNeeded && theirs.n >= fewestForMedian) {
    return { ours: Math.max(alone, ours.n + 1, fewestForMedian), both: null }
  }
  const both = Math.ceil((own + errors.theirs ** 2 * theirs.n) / room)
  if (!(both > 0 && both <= mostNeeded)) return null
  const size = Math.max(both, ours.n + 1, fewestForMedian)
  return { ours: size, both: size }
}
