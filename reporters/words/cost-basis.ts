import type { CostRecord } from '../../src/record/cost.ts'

/** Whether a cost is that of its tokens by a price list; else it is of the machine that computed them. */
export function isTokenPriced({ basis }: CostRecord): boolean {
  return basis === 'tokens'
}

/** Basis of a cost, in a few words that stand in parentheses. */
export function costBasis(cost: CostRecord): string {
  return isTokenPriced(cost) ? 'at the declared price' : cost.kind
}
