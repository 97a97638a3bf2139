import type { IntervalRecord } from '../record/figure.ts'
import type { OwnershipRecord } from '../record/money/full-cost.ts'
import { ownedPerSecond, ownedUsd } from './full-cost.ts'

/** A request as break-even sees it: both of its costs, and the time it takes. */
export interface BreakEvenRequest {
  /** US dollars of its electricity. */
  readonly marginalUsd: number
  /** Seconds of the machine that it takes. */
  readonly seconds: number
  /** US dollars of it at the API. */
  readonly apiUsd: number
}

/** The use from which the machine costs less than the API. */
export interface BreakEven {
  /** Requests a day, every day. */
  readonly requestsPerDay: number
  /** Share of its time that those take. */
  readonly utilization: number
}

/**
 * The use at which a machine of one's own costs as much as the API, hardware and idle power included: at a use of u a
 * second of it costs usd / life + idle watts x (1 - u) and answers u / seconds requests, each of which saves what the
 * API costs less its electricity. Null where no use is enough: the API costs less than that electricity, or than the
 * machine when it works all the time.
 */
export function breakEven(
  owned: OwnershipRecord,
  { marginalUsd, seconds, apiUsd }: BreakEvenRequest,
): BreakEven | null {
  // Price of a second of the machine at rest, and its part that working makes unnecessary.
  const { hardware, idle } = ownedPerSecond(owned)
  const saved = apiUsd - marginalUsd
  // u x saved / seconds = hardware + idle x (1 - u)
  const utilization = (hardware + idle) / (saved / seconds + idle)
  if (!(saved > 0) || !(utilization <= 1)) return null
  return { utilization, requestsPerDay: (utilization * 86_400) / seconds }
}

/** Full cost of a request at another use of the machine, in US dollars. */
export function fullUsdAt(
  owned: OwnershipRecord,
  request: Omit<BreakEvenRequest, 'apiUsd'>,
  utilization: number,
): number {
  const { hardware, idle } = ownedUsd({ ...owned, utilization }, request.seconds)
  return request.marginalUsd + hardware + idle
}

/**
 * Requests a day of {@link breakEven} at both ends of the interval of a request's electricity: dearer electricity takes
 * more of them. Null where there is no interval; an end at which no use is enough has no bound.
 */
export function breakEvenInterval(
  owned: OwnershipRecord,
  request: BreakEvenRequest,
  electricity: IntervalRecord | null,
): IntervalRecord | null {
  if (electricity === null) return null
  const at = (marginalUsd: number | null): number | null =>
    marginalUsd === null ? null : (breakEven(owned, { ...request, marginalUsd })?.requestsPerDay ?? null)
  return { low: at(electricity.low), high: at(electricity.high), confidence: electricity.confidence }
}
