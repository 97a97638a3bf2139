import { regressionLimit } from '../../baseline/regression.ts'
import type { IntervalRecord } from '../../record/figure.ts'
import type { Verdict } from '../../record/claim.ts'
import { type LaunchRatio, launchRatio } from '../../stats/launches/launch-ratio.ts'
import { bandPosition } from '../../stats/tests/equivalence.ts'
import type { ComparisonWord } from '../../verdicts/comparison.ts'
import { samplesToSeparate } from '../../verdicts/interval.ts'

/** One value of each launch of both sides: a median, in the unit of its metric. */
export interface SetValues {
  readonly a: readonly number[]
  readonly b: readonly number[]
}

/** The rule of a comparison of launches. */
export interface LaunchRule {
  /** Share by which b may be worse. */
  readonly by: number
  readonly better: 'lower' | 'higher'
  /** Error rate of each end of the interval. */
  readonly alpha: number
}

/** The judgement of "b is not worse than a by more than `by`" over all launches. */
export interface LaunchJudgement {
  /** Ratio of b to a: of the geometric means of the launches' medians. NaN where a side has none, or both failed. */
  readonly ratio: number
  readonly interval: IntervalRecord | null
  readonly word: ComparisonWord
  readonly verdict: Verdict
  /** Whether the ratio by itself is within the limit; null where there is none. */
  readonly pointHolds: boolean | null
  /** One-sided p-value of each set of "not worse than allowed"; 1 where a set has no ratio. */
  readonly setPValues: readonly number[]
  /** Whether each set rejects it at 20 %: a regression where there are two, and no other bench. */
  readonly alerts: readonly boolean[]
  /** Launches of each side that would settle it if what was seen holds; null where none is told. */
  readonly needed: number | null
}

/** Error rate of the test of one set: two independent ones that must both reject err together in 4 %. */
export const alertAlpha = 0.2
/** Sets that must reject before a regression is one. */
export const setsToConfirm = 2

/** Judges the launches of one or two sets. */
export function judgeLaunches(sets: readonly SetValues[], rule: LaunchRule): LaunchJudgement {
  const { by, better, alpha } = rule
  const limit = regressionLimit(by, better)
  const setPValues = sets.map((set) => pValueOf(set, rule))
  const alerts = setPValues.map((pValue) => pValue < alertAlpha)
  const confirmed = sets.length >= setsToConfirm && alerts.every(Boolean)
  const [a, b] = [sets.flatMap((set) => set.a), sets.flatMap((set) => set.b)]
  const ratio = ratioOf(b, a)
  const estimate = ratioOfLogs(b, a, 1 - 2 * alpha)
  const pointHolds = Number.isNaN(ratio) ? null : better === 'lower' ? ratio < limit : ratio > limit
  const interval = estimate === null ? null : intervalOf(estimate)
  const isFine = estimate !== null && (better === 'lower' ? estimate.high < limit : estimate.low > limit)
  const verdict = confirmed ? 'fail' : isFine ? 'pass' : 'inconclusive'
  return {
    ratio,
    interval,
    word: confirmed ? 'slower' : estimate === null ? 'inconclusive' : wordOf(estimate, by, better),
    verdict,
    pointHolds,
    setPValues,
    alerts,
    needed: verdict === 'inconclusive' ? samplesToSeparate(ratio, interval, limit, Math.min(a.length, b.length)) : null,
  }
}

/** One-sided p-value of "b is not worse than allowed", of one set. */
function pValueOf({ a, b }: SetValues, { by, better }: LaunchRule): number {
  const estimate = ratioOfLogs(b, a, 1 - 2 * alertAlpha)
  if (estimate !== null) return estimate.pValue(regressionLimit(by, better), better === 'lower' ? 'above' : 'below')
  // Where most requests of every launch failed, and of none before, no ratio is needed.
  const lost = better === 'lower' ? Number.POSITIVE_INFINITY : 0
  const isLost = b.length > 1 && a.length > 1 && b.every((value) => value === lost)
  return isLost && a.every((value) => Number.isFinite(Math.log(value))) ? 0 : 1
}

function wordOf(estimate: LaunchRatio, by: number, better: 'lower' | 'higher'): ComparisonWord {
  const position = bandPosition(estimate, by)
  if (position === 'inside') return 'same'
  // A slower one is a regression, which the second set alone can confirm.
  return position === (better === 'lower' ? 'below' : 'above') ? 'faster' : 'inconclusive'
}

function ratioOfLogs(ours: readonly number[], theirs: readonly number[], confidence: number): LaunchRatio | null {
  return launchRatio(Float64Array.from(ours, Math.log), Float64Array.from(theirs, Math.log), confidence)
}

function ratioOf(ours: readonly number[], theirs: readonly number[]): number {
  const [left, right] = [ours, theirs].map(geometricMean) as [number, number]
  // Two sides that mostly failed are infinitely slow each, and no ratio says which one is worse.
  return left / right
}

function geometricMean(values: readonly number[]): number {
  return Math.exp(values.reduce((sum, value) => sum + Math.log(value), 0) / values.length)
}

function intervalOf({ low, high, confidence }: LaunchRatio): IntervalRecord {
  return { low, high, confidence }
}
