import type { IntervalRecord, Provenance } from '../figure.ts'
import type { DisputedPriceRecord, PriceRecord } from './price.ts'
import type { VolumeRecord } from './volume.ts'

/** Kind of a cost of a request: electricity alone, with hardware and idle power, or the price of tokens. */
export type CostKind = 'marginal' | 'full' | 'price'

/** One side of a claim about money: a request of a run, at one cost. */
export interface MoneySideRecord {
  /** The run's model, or provider and model of an API. */
  label: string
  cost: CostKind
  usdPerRequest: number
  interval: IntervalRecord | null
  kind: Provenance
  /** Mean tokens of a request; null where nobody counted them. */
  inputTokens: number | null
  outputTokens: number | null
  /** Source in words: date, list, version. */
  source: string
  /** The source in parts; null for electricity, and for a price that says no more than its source. */
  price: PriceRecord | null
  /** Parts that nobody knows: the cost is at least that of the others. */
  unknown: string[]
}

/** Both sides of a claim about money, per request. */
export interface MoneyRecord {
  own: MoneySideRecord
  /** The side it was held against; null where that was a limit. */
  api: MoneySideRecord | null
  /** Figure of a second list for the other side; null where nobody disputes it. */
  dispute: DisputedPriceRecord | null
  volume: VolumeRecord
}
