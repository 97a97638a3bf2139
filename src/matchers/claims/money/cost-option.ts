import type { VolumeOption } from '../../../cost/declared/costing.ts'
import type { AcceptOption } from '../accept-option.ts'

/** Options of a claim about the cost of a run. */
export interface CostClaimOption extends AcceptOption, VolumeOption {
  /**
   * Cost of a local request: `'marginal'` is its electricity, `'full'` the hardware that `llmBench({ hardware })`
   * declares and idle power too. Never both in one claim; its words say which. Default `'marginal'`. What is paid by
   * its tokens has one cost.
   */
  readonly cost?: 'marginal' | 'full'
}

/** Unit of a cost that a limit is given in. */
export type CostPer = 'request' | '1M tokens' | 'month'

/** Options of `toCostLessThan`. */
export interface CostLimitOption extends CostClaimOption {
  /**
   * Unit of the limit. `'1M tokens'` counts input and output; `'month'` is of `requestsPerDay` for the days of
   * `month`. Default `'request'`.
   */
  readonly per?: CostPer
}
