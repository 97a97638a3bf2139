import { type IntervalRecord, intervalRecord } from '../../record/figure.ts'
import { intervalOf } from '../../stats/launches/estimate.ts'
import type { LaunchValue } from '../../stats/launches/launch-value.ts'
import { estimateByFloor, type NoiseFloor } from '../../stats/launches/noise-floor.ts'
import type { Judgement } from '../judgement.ts'
import { launchesFor } from './judge-launches.ts'

/** One launch whose figure is claimed to lie on a side of a limit. */
interface OneLaunch {
  /** Logarithm of the figure, and how far it is off within the launch. */
  readonly launch: LaunchValue
  /** How far launches lie apart on this machine; null where nobody measured it. */
  readonly floor: NoiseFloor | null
  readonly limit: number
  readonly alpha: number
}

/**
 * Judges one launch by an interval that has the machine's noise floor in it, so that the verdict holds for other
 * launches too. Without a floor, and where the launch leaves the claim open by itself, it is that of the launch alone.
 *
 * @param judge the judgement by an interval; by the launch's own where it gets null
 */
export function judgeByFloor<Kind extends Judgement & { readonly observed: number }>(
  judge: (interval: IntervalRecord | null) => Kind,
  { launch, floor, limit, alpha }: OneLaunch,
): Kind {
  const own = judge(null)
  if (floor === null || own.interval === null || own.doubts.length > 0 || !Number.isFinite(launch.value)) return own
  const estimate = estimateByFloor(launch, floor)
  const { low, high } = intervalOf(estimate, 1 - 2 * alpha)
  const judged = judge(intervalRecord({ low: Math.exp(low), high: Math.exp(high) }, 1 - 2 * alpha))
  const reachesOver = Math.exp(low) < limit && limit < Math.exp(high)
  // Too few requests of its own: no floor makes up for them.
  if (judged.verdict === 'inconclusive' && !reachesOver) return own
  const room = Math.abs(Math.log(limit / own.observed))
  const needed = judged.verdict === 'inconclusive' ? launchesFor(estimate.variance, { room, alpha }) : null
  return { ...judged, needed: null, launches: { count: 1, needed, byFloor: true } }
}
