import type { PriceRecord } from '../../record/money/price.ts'
import { type Price, priceParts, type TokenUsage } from '../priced.ts'

/** Prices of one's own, in US dollars per million tokens. */
export interface RatesPerMTok {
  /** US dollars per million input tokens. */
  readonly inputPerMTok: number
  /** US dollars per million output tokens. */
  readonly outputPerMTok: number
  /** US dollars per million input tokens that came from a cache. Default: as other input. */
  readonly cachedPerMTok?: number
  /** US dollars per million input tokens that were written to a cache. Default: as other input. */
  readonly cacheWritePerMTok?: number
  /** US dollars per million output tokens that were reasoning. Default: as other output. */
  readonly reasoningPerMTok?: number
}

/** Prices of one's own, with those of long requests. */
export interface OwnRates extends RatesPerMTok {
  /** Prices of all tokens of a request with more input tokens than so many. */
  readonly tiers?: readonly (RatesPerMTok & { readonly aboveInputTokens: number })[]
}

const million = 1_000_000

/** A price from rates that somebody declared. */
export function declaredPrice(label: string, rates: OwnRates, origin: PriceRecord): Price {
  const tiers = (rates.tiers ?? []).toSorted((one, other) => one.aboveInputTokens - other.aboveInputTokens)
  const source = [sourceWords(rates), tiers.length === 0 ? '' : ', another above so many input tokens'].join('')
  const from = origin.list === null ? '' : ` in "${origin.list}"${origin.date === null ? '' : ` of ${origin.date}`}`
  return {
    label,
    ...(tiers.length === 0 ? {} : { tiersAbove: () => tiers.map(({ aboveInputTokens }) => aboveInputTokens) }),
    costOf: (usage) => {
      const of = tiers.findLast(({ aboveInputTokens }) => usage.inputTokens > aboveInputTokens) ?? rates
      const { input, output } = usdOf(of, usage)
      return {
        usd: input + output,
        parts: priceParts(input, output),
        label,
        source: `declared${from}: ${source}`,
        provenance: 'declared',
        origin,
      }
    },
  }
}

function usdOf(rates: RatesPerMTok, usage: TokenUsage): { readonly input: number; readonly output: number } {
  const { inputPerMTok, outputPerMTok, cachedPerMTok = inputPerMTok, cacheWritePerMTok = inputPerMTok } = rates
  const { reasoningPerMTok = outputPerMTok } = rates
  const { inputTokens, outputTokens, cachedTokens, cacheWriteTokens = 0, reasoningTokens = 0 } = usage
  const plain = inputTokens - cachedTokens - cacheWriteTokens
  return {
    input: (plain * inputPerMTok + cachedTokens * cachedPerMTok + cacheWriteTokens * cacheWritePerMTok) / million,
    output: ((outputTokens - reasoningTokens) * outputPerMTok + reasoningTokens * reasoningPerMTok) / million,
  }
}

function sourceWords(rates: RatesPerMTok): string {
  const { inputPerMTok, outputPerMTok, cachedPerMTok, cacheWritePerMTok, reasoningPerMTok } = rates
  const others = [
    [cachedPerMTok, 'cached'],
    [cacheWritePerMTok, 'cache-write'],
    [reasoningPerMTok, 'reasoning'],
  ] as const
  return [
    `${inputPerMTok} and ${outputPerMTok} USD per million input and output tokens`,
    ...others.flatMap(([usd, what]) => (usd === undefined ? [] : [`${usd} per million ${what} tokens`])),
  ].join(', ')
}
