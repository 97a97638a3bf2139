import { judgeLaunchRegression } from '../../baseline/judge-launch-regression.ts'
import type { RegressionJudgement } from '../../baseline/regression.ts'
import type { Verdict } from '../../record/claim.ts'
import { launchesToSee, visibleChange } from '../../stats/launches/launch-plan.ts'
import type { LaunchValue } from '../../stats/launches/launch-value.ts'
import { noiseFloorOf } from '../../stats/launches/noise-floor.ts'

/** Share that is injected, and share by which the median may be worse: a tenth is to be told from a twentieth. */
export const selfTest = { injected: 0.1, by: 0.05 } as const

/** Launches of a bench: as it is, once more as it is, and slowed down. */
export interface SelfTestArms {
  readonly plain: readonly LaunchValue[]
  readonly again: readonly LaunchValue[]
  readonly slowed: readonly LaunchValue[]
}

/** The two verdicts of a self-test, and what so many launches show. */
export interface SelfTestJudgement {
  /** `wrong`: itself called worse, or the slowed one fine; `blind`: neither, but one is open. */
  readonly outcome: 'right' | 'wrong' | 'blind'
  /** Of the bench against itself, and of the slowed one against it; null where a launch has no figure. */
  readonly same: RegressionJudgement | null
  readonly slower: RegressionJudgement | null
  /** Smallest change that as many launches of each side show; null where nobody can tell. */
  readonly visible: number | null
  /** Launches of each side that would tell a tenth from a twentieth; null where no number of them would. */
  readonly wanted: number | null
}

const rule = { by: selfTest.by, better: 'lower' } as const

/** Judges both comparisons as `toNotRegressFrom` judges launches. */
export function judgeSelfTest({ plain, again, slowed }: SelfTestArms): SelfTestJudgement {
  const same = judgeLaunchRegression({ ours: again, theirs: plain }, requestsOf(again), rule)
  const slower = judgeLaunchRegression({ ours: slowed, theirs: plain }, requestsOf(slowed), rule)
  const variance = noiseFloorOf([...plain, ...again])?.variance ?? null
  const told = (1 + selfTest.injected) / (1 + selfTest.by) - 1
  return {
    outcome: outcomeOf(same?.verdict ?? 'inconclusive', slower?.verdict ?? 'inconclusive'),
    same,
    slower,
    visible: variance === null ? null : visibleChange(variance, plain.length),
    wanted: variance === null ? null : launchesToSee(variance, told),
  }
}

function outcomeOf(same: Verdict, slower: Verdict): SelfTestJudgement['outcome'] {
  if (same === 'fail' || slower === 'pass') return 'wrong'
  return same === 'pass' && slower === 'fail' ? 'right' : 'blind'
}

function requestsOf(launches: readonly LaunchValue[]): number {
  return launches.reduce((sum, { n }) => sum + n, 0)
}
