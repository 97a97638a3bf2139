import { joulesPerKwh } from '../money/full-cost.ts'
import type { CostRecord } from '../record/cost.ts'
import type { EnergyRecord, EnergyScope } from '../record/energy.ts'
import type { AssumableFigure } from '../record/figure.ts'
import type { Costing } from './declared/costing.ts'
import { electricityParts } from './declared/electricity-parts.ts'
import { weakest } from './provenance.ts'

/** Energy, price and requests that the cost of a run rests on. */
export interface EnergyCostInput {
  readonly energy: EnergyRecord
  /** Price of electricity, in US dollars per kilowatt-hour. */
  readonly usdPerKwh: AssumableFigure
  /** Number of requests completed inside the window; failed ones cost energy but deliver nothing. */
  readonly completed: number
  /** PUE, and the source of the price of electricity; none, when left out. */
  readonly costing?: Pick<Costing, 'pue' | 'electricityFrom'>
}

/** Energy that a meter of a part of the machine does not see. */
const unseen: Readonly<Record<EnergyScope, string | null>> = {
  gpu: 'energy of all but the GPU',
  cpu: 'energy of all but the processor',
  soc: 'energy of all but the chip',
  system: null,
}

/**
 * Electricity cost of one completed request by the energy that a meter saw, with its interval: marginal cost only, no
 * hardware. Null where no meter saw any, or nothing completed: watts that were declared cost by their window.
 */
export function energyCost({ energy, usdPerKwh, completed, costing }: EnergyCostInput): CostRecord | null {
  const { grossJoules, interval, meter, provenance, scope } = energy
  if (grossJoules === null || meter === null || completed <= 0) return null
  const usd = (joules: number): number => (joules / completed / joulesPerKwh) * usdPerKwh.value * (costing?.pue ?? 1)
  const missed = unseen[scope]
  return {
    basis: 'energy',
    usdPerRequest: usd(grossJoules),
    interval:
      interval === null
        ? null
        : {
            low: interval.low === null ? null : usd(interval.low),
            high: interval.high === null ? null : usd(interval.high),
            confidence: interval.confidence,
          },
    kind: weakest([provenance, usdPerKwh.provenance]),
    parts: [
      { label: `energy by ${meter}`, value: grossJoules, unit: 'J', provenance, derived: false },
      { label: 'completed requests', value: completed, unit: 'requests', provenance: 'measured', derived: false },
      { label: 'energy per request', value: grossJoules / completed, unit: 'J', provenance, derived: true },
      ...electricityParts(usdPerKwh, costing),
    ],
    unknown: missed === null ? [] : [missed],
  }
}
