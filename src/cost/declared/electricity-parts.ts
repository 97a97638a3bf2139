import type { CostPart } from '../../record/cost.ts'
import type { AssumableFigure } from '../../record/figure.ts'
import type { Costing } from './costing.ts'

/** Parts of a cost that turn joules into dollars: the PUE where it was declared, and the price with its source. */
export function electricityParts(
  usdPerKwh: AssumableFigure,
  costing: Pick<Costing, 'pue' | 'electricityFrom'> | undefined,
): CostPart[] {
  const { pue = null, electricityFrom = null } = costing ?? {}
  const price: CostPart = {
    label: `price of electricity${electricityFrom === null ? '' : ` (${electricityFrom})`}`,
    value: usdPerKwh.value,
    unit: 'USD/kWh',
    provenance: usdPerKwh.provenance,
    derived: false,
  }
  if (pue === null) return [price]
  return [{ label: 'PUE', value: pue, unit: 'ratio', provenance: 'declared', derived: false }, price]
}
