import type { AskedBlock } from '../block/block.ts'
import type { Spending } from '../block/spending.ts'
import type { RequestDefinition } from '../workload/request-definition.ts'
import type { TokenPrices, TokenRates } from './token-prices.ts'
import { tracedRequest, worstRequestUsd } from './worst-cost.ts'

/**
 * Spending of each of the processes that make a block, an equal share of the block's limit; null where
 * there is no limit, or nobody declared prices of tokens.
 * @param hosts number of processes that share the block
 */
export function spendingOf(
  { load, maxUsd }: Pick<AskedBlock, 'load' | 'maxUsd'>,
  request: RequestDefinition,
  prices: TokenPrices | null,
  hosts = 1,
): Spending | null {
  if (maxUsd === null || prices === null) return null
  const worstUsd = worstRequestUsd(tracedRequest(request, load), prices)
  return {
    limitUsd: maxUsd / hosts,
    worstUsd,
    usdPerInputToken: dearest(prices, ({ usdPerInputToken, usdPerCacheWriteToken = 0 }) =>
      Math.max(usdPerInputToken, usdPerCacheWriteToken),
    ),
    usdPerOutputToken: dearest(prices, ({ usdPerOutputToken, usdPerReasoningToken = 0 }) =>
      Math.max(usdPerOutputToken, usdPerReasoningToken),
    ),
    usdPerRequest: dearest(prices, ({ usdPerRequest = 0 }) => usdPerRequest),
  }
}

/** The most that a token may cost in any tier: a process counts on while it makes requests, and never too little. */
function dearest(prices: TokenPrices, of: (rates: TokenRates) => number): number {
  return Math.max(of(prices), ...(prices.tiers ?? []).map(of))
}
