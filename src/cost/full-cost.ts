import { ownedUsd } from '../money/full-cost.ts'
import type { CostPart, CostRecord } from '../record/cost.ts'
import type { AssumableFigure, IntervalRecord } from '../record/figure.ts'
import type { FullCostRecord } from '../record/money/full-cost.ts'
import type { Costing } from './declared/costing.ts'
import { weakest } from './provenance.ts'

/** Inputs of a full cost beside the marginal one. */
export interface FullCostInput {
  readonly costing: Costing
  readonly usdPerKwh: AssumableFigure
  /** Seconds of the machine that a completed request takes. */
  readonly seconds: number
  /** Interval of those as shares of them; null where nobody can tell it. */
  readonly timeInterval: IntervalRecord | null
}

/** Full cost of a local request, each part shown; null where no hardware was declared. */
export function fullCost(
  marginal: CostRecord,
  { costing: { hardware, pue }, usdPerKwh, seconds, timeInterval }: FullCostInput,
): FullCostRecord | null {
  if (hardware === null) return null
  const { usd, years, utilization, idleWatts } = hardware
  const owned = { usd, years, utilization, idleWatts: idleWatts ?? 0, usdPerKwh: usdPerKwh.value * (pue ?? 1) }
  const { hardware: bought, idle } = ownedUsd(owned, seconds)
  const { usdPerRequest: electricity, interval } = marginal
  const rest = bought + idle
  const end = (side: 'low' | 'high'): number | null => {
    const of = interval === null ? electricity : interval[side]
    const share = timeInterval === null ? 1 : timeInterval[side]
    return of === null || share === null ? null : of + rest * share
  }
  const confidence = (interval ?? timeInterval)?.confidence
  return {
    usdPerRequest: electricity + rest,
    interval: confidence === undefined ? null : { low: end('low'), high: end('high'), confidence },
    kind: weakest([marginal.kind, 'declared']),
    split: { electricity, idle, hardware: bought },
    owned,
    secondsPerRequest: seconds,
    parts: [
      declared('price of the hardware', usd, 'USD'),
      declared('its life', years, 'years'),
      declared('its utilization', utilization, 'share'),
      ...(idleWatts === null ? [] : [declared('idle power', idleWatts, 'W')]),
      { label: 'time of the machine a request', value: seconds, unit: 's', provenance: 'measured', derived: true },
    ],
    unknown: [...marginal.unknown, ...(idleWatts === null ? ['idle power'] : [])],
  }
}

function declared(label: string, value: number, unit: string): CostPart {
  return { label, value, unit, provenance: 'declared', derived: false }
}
