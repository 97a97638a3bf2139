import type { IntervalRecord } from '../record/figure.ts'
import type { OwnershipRecord } from '../record/money/full-cost.ts'
import type { VolumeRecord } from '../record/money/volume.ts'
import type { BreakEvenRequest } from './break-even.ts'
import { ownedPerSecond } from './full-cost.ts'

const secondsInDay = 86_400

/** Requests a day that one machine answers when it works all the time. */
export function mostRequestsPerDay({ seconds }: Pick<BreakEvenRequest, 'seconds'>): number {
  return secondsInDay / seconds
}

/** US dollars of a month's power of a machine of one's own: of its requests, and of the time between them. */
export function powerPerMonth(
  owned: OwnershipRecord,
  { marginalUsd, seconds }: Omit<BreakEvenRequest, 'apiUsd'>,
  { requestsPerDay, daysInMonth }: VolumeRecord,
): number {
  const restSeconds = Math.max(0, secondsInDay - requestsPerDay * seconds)
  return daysInMonth * (requestsPerDay * marginalUsd + ownedPerSecond(owned).idle * restSeconds)
}

/** Both ways of paying for a volume of requests: a machine that is bought at the start, and the API. */
export interface Payback {
  /** US dollars of the machine's power in a month. */
  readonly powerUsd: number
  /** US dollars of the API in a month. */
  readonly apiUsd: number
  /** Months until the machine has cost as much as the API; null where its power alone costs as much. */
  readonly months: number | null
}

/** Months after which a machine that is bought at the start has cost as much as the API would have. */
export function payback(owned: OwnershipRecord, request: BreakEvenRequest, volume: VolumeRecord): Payback {
  const powerUsd = powerPerMonth(owned, request, volume)
  const apiUsd = request.apiUsd * volume.requestsPerDay * volume.daysInMonth
  return { powerUsd, apiUsd, months: apiUsd > powerUsd ? owned.usd / (apiUsd - powerUsd) : null }
}

/** Months of {@link payback} at both ends of the interval of a request's electricity; null without one. */
export function paybackInterval(
  owned: OwnershipRecord,
  request: BreakEvenRequest,
  volume: VolumeRecord,
  electricity: IntervalRecord | null,
): IntervalRecord | null {
  if (electricity === null) return null
  const at = (marginalUsd: number | null): number | null =>
    marginalUsd === null ? null : payback(owned, { ...request, marginalUsd }, volume).months
  return { low: at(electricity.low), high: at(electricity.high), confidence: electricity.confidence }
}
