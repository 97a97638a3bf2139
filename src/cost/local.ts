import { joulesPerKwh } from '../money/full-cost.ts'
import { timesInterval } from '../money/projection.ts'
import type { AssumableFigure, IntervalRecord } from '../record/figure.ts'
import type { Costing } from './declared/costing.ts'
import { electricityParts } from './declared/electricity-parts.ts'
import type { CostRecord } from '../record/cost.ts'
import { weakest } from './provenance.ts'

/** Power, price, time and requests that the local cost of a run rests on. */
export interface LocalCostInput {
  /** Electrical power drawn while the run lasted, in watts. */
  readonly watts: AssumableFigure
  /** Price of electricity, in US dollars per kilowatt-hour. */
  readonly usdPerKwh: AssumableFigure
  /** Time from the first send to the last end, in milliseconds. */
  readonly windowMs: number | null
  /** Number of requests completed inside the window; failed ones cost energy but deliver nothing. */
  readonly completed: number
  /** Models that answered at the same time, which bear the power evenly; 1 when left out. */
  readonly sharedBy?: number
  /** PUE, and the source of the price of electricity; none, when left out. */
  readonly costing?: Pick<Costing, 'pue' | 'electricityFrom'>
  /** Interval of the time of a request, as shares of it; none, when left out. */
  readonly timeInterval?: IntervalRecord | null
}

/** That models bear the power evenly is nobody's measurement: no meter tells them apart. */
const evenShare = {
  label: 'models that share it evenly',
  unit: 'models',
  provenance: 'estimated',
  derived: true,
} as const

/**
 * Electricity cost of one completed request: watts x window seconds / completed requests, in joules,
 * over 3,600,000 J per kWh, x the price of a kWh. Marginal cost only: no hardware, no idle time.
 * Null when nothing completed or no time passed.
 *
 * @example
 * 30 W for 1.36 s at 0.15 USD/kWh, one request: 40.8 J, 0.0000017 USD
 */
export function localCost(input: LocalCostInput): CostRecord | null {
  const { watts, usdPerKwh, windowMs, completed } = input
  if (windowMs === null || !(windowMs > 0) || completed <= 0) return null
  const seconds = windowMs / 1000
  const { sharedBy = 1 } = input
  const joules = (watts.value * seconds) / completed / sharedBy
  const usdPerRequest = (joules / joulesPerKwh) * usdPerKwh.value * (input.costing?.pue ?? 1)
  return {
    basis: 'electricity',
    interval: timesInterval(input.timeInterval, usdPerRequest),
    usdPerRequest,
    kind: weakest([
      'measured',
      watts.provenance,
      usdPerKwh.provenance,
      ...(sharedBy === 1 ? [] : [evenShare.provenance]),
    ]),
    parts: [
      { label: 'power', value: watts.value, unit: 'W', provenance: watts.provenance, derived: false },
      { label: 'measured window', value: seconds, unit: 's', provenance: 'measured', derived: false },
      { label: 'completed requests', value: completed, unit: 'requests', provenance: 'measured', derived: false },
      ...(sharedBy === 1 ? [] : [{ ...evenShare, value: sharedBy }]),
      {
        label: 'energy per request',
        value: joules,
        unit: 'J',
        provenance: weakest(['measured', watts.provenance]),
        derived: true,
      },
      ...electricityParts(usdPerKwh, input.costing),
    ],
    unknown: [],
  }
}
