import type { CostRecord } from '../../src/record/cost.ts'

/** Whether a cost is what a price list says of its tokens; else it is of the machine that computed them. */
export function isTokenPriced({ basis }: CostRecord): boolean {
  return basis === 'tokens'
}

/** What a cost rests on, in a few words that stand in parentheses. */
export function costBasis(cost: CostRecord): string {
  return isTokenPriced(cost) ? 'at the declared price' : cost.kind
}
