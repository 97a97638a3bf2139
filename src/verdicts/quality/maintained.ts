import { intervalRecord } from '../../record/figure.ts'
import { differenceInterval, pairsWithoutChange } from '../../stats/intervals/difference-interval.ts'
import { wilsonInterval } from '../../stats/intervals/wilson.ts'
import { signFlipTest } from '../../stats/tests/sign-flip.ts'
import { signTest } from '../../stats/tests/sign-test.ts'
import { samplesToSeparate } from '../interval.ts'
import { defaultAlpha, type Judgement } from '../judgement.ts'

/** Fewest prompts with a verdict: the intervals of fewer say more about themselves. */
const fewestPrompts = 5

/** Judgement of "no worse than the margin", with the mean difference as its observed value. */
export interface MaintainedJudgement extends Judgement {
  readonly observed: number
  /** Prompts on which it was better, and worse, and those on which nothing changed. */
  readonly wins: number
  readonly losses: number
  readonly ties: number
  /** Share of wins among those that changed, with Wilson's interval; null where none did. */
  readonly winRate: { readonly share: number; readonly low: number; readonly high: number } | null
  /** Two-sided p-value of no difference at all, by flipping signs; 1 where no prompt changed. */
  readonly pValue: number
  /** Two-sided p-value of as many wins as losses. */
  readonly signPValue: number
}

/** Seed by which signs are flipped: the same scores give the same p-value. */
const seed = 1

/**
 * Judges "the quality is no worse by more than `margin`" by paired differences of scores (ours - theirs, one a prompt):
 * maintained (pass) where their interval lies above -margin, degraded (fail) where it lies below, else inconclusive.
 */
export function judgeMaintained(
  differences: Float64Array,
  margin: number,
  alpha: number = defaultAlpha,
): MaintainedJudgement {
  const n = differences.length
  const observed = n === 0 ? Number.NaN : differences.reduce((sum, difference) => sum + difference, 0) / n
  const ends = differenceInterval(differences, 1 - 2 * alpha)
  const interval = ends === null ? null : intervalRecord(ends, 1 - 2 * alpha)
  const verdict =
    ends === null || n < fewestPrompts
      ? 'inconclusive'
      : ends.low > -margin
        ? 'pass'
        : ends.high < -margin
          ? 'fail'
          : 'inconclusive'
  const wins = differences.filter((difference) => difference > 0).length
  const losses = differences.filter((difference) => difference < 0).length
  const changed = wins + losses
  return {
    verdict,
    observed,
    pointHolds: observed > -margin,
    interval,
    n,
    effectiveN: n,
    floor: fewestPrompts,
    needed: verdict === 'inconclusive' ? neededOf(differences, { margin, alpha, observed, interval }) : null,
    doubts: [],
    wins,
    losses,
    ties: n - changed,
    winRate: changed === 0 ? null : { share: wins / changed, ...wilsonInterval(wins, changed, 1 - 2 * alpha) },
    pValue: signFlipTest(differences, seed),
    signPValue: signTest(wins, losses),
  }
}

function neededOf(
  differences: Float64Array,
  { margin, alpha, observed, interval }: Pick<MaintainedJudgement, 'observed' | 'interval'> & Limits,
): number | null {
  if (differences.every((difference) => difference === 0)) return pairsWithoutChange(margin, alpha)
  const separated = samplesToSeparate(observed, interval, -margin, differences.length)
  return separated === null ? null : Math.max(separated, fewestPrompts)
}

interface Limits {
  readonly margin: number
  readonly alpha: number
}
