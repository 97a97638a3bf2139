import type { MeanCost } from '../../../cost/mean-cost.ts'
import type { MoneySideRecord } from '../../../record/money/money.ts'
import type { MeanTokens } from './own-cost.ts'

/** The side of an API in a record of both. */
export function apiSide(api: MeanCost, interval: MoneySideRecord['interval']): MoneySideRecord {
  return {
    label: api.label,
    cost: 'price',
    usdPerRequest: api.usd,
    interval,
    kind: api.provenance,
    ...countedIn(api),
    source: api.source,
    price: api.origin ?? null,
    unknown: api.uncounted === 0 ? [] : ['input tokens'],
  }
}

/** Mean tokens of a request as far as they were counted. */
export function countedIn({ inputTokens, outputTokens, uncounted, completed }: MeanCost): MeanTokens {
  return {
    inputTokens: uncounted === completed ? null : inputTokens,
    outputTokens: outputTokens === 0 ? null : outputTokens,
  }
}
