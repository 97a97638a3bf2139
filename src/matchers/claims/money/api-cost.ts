import type { Subject } from '../../../runs/subject.ts'
import type { PricedRequest } from '../../../cost/priced.ts'
import type { IntervalRecord, Provenance } from '../../../record/figure.ts'
import type { MoneySideRecord } from '../../../record/money/money.ts'
import type { Judgement } from '../../../verdicts/judgement.ts'
import type { MeanTokens, OwnCost } from './own-cost.ts'

/** Cost of a request on the side that a saving is claimed against. */
export interface ApiCost {
  readonly usd: number
  readonly interval: IntervalRecord | null
  /**
   * Interval of the other cost as a share of this one, where both are of the same executions; left out where they are
   * not, or nobody can tell.
   */
  readonly ownShare?: IntervalRecord | null
  /** Whose cost it is, in plain words, for the line of the claim. */
  readonly what: string
  /** Words behind the claim: of a side that was not measured here. */
  readonly against: string
  readonly provenances: readonly Provenance[]
  readonly side: MoneySideRecord
  /** Tokens of a request of the claimed run; null where nobody counted them. */
  readonly ownTokens: MeanTokens
  /** Its price in a line, with the tokens that it is of. */
  readonly words: string
  /** Both figures of a price that two lists dispute; left out where nobody does. */
  readonly disputed?: Pick<PricedRequest, 'usd' | 'origin' | 'dispute'>
  /** The run whose cost it is; left out where it is a price. */
  readonly other?: Subject
  /** Reasons of this side why a saving that was judged so is left open. */
  readonly doubts: (judged: Judgement, own: OwnCost) => readonly string[]
}
