import * as v from 'valibot'
import { volumeEntries } from '../../../cost/declared/costing-schema.ts'
import type { VolumeOption } from '../../../cost/declared/costing.ts'
import type { Acceptable } from '../accept-option.ts'
import { metricEntries } from '../arguments-schema.ts'
import type { CostPer } from './cost-option.ts'

/** Options of a claim about a cost, with their defaults. */
export interface CostChecked extends VolumeOption {
  readonly accept: readonly Acceptable[]
  readonly cost: 'marginal' | 'full'
}

const entries = {
  cost: v.optional(v.picklist(['marginal', 'full']), 'marginal'),
  ...volumeEntries,
  accept: metricEntries.accept,
}

/** Schema of `CostClaimOption`. */
export const costClaimSchema: v.GenericSchema<unknown, CostChecked> = v.strictObject(entries) as never

/** Schema of `CostLimitOption`. */
export const costLimitSchema: v.GenericSchema<unknown, CostChecked & { readonly per: CostPer }> = v.strictObject({
  per: v.optional(v.picklist(['request', '1M tokens', 'month']), 'request'),
  ...entries,
}) as never
