import { today } from '../clock.ts'
import type { PriceCalculation } from '@pydantic/genai-prices'
import { LlmBenchError } from '../errors.ts'
import { type Price, type PricedRequest, priceParts, type TokenUsage } from './price.ts'
import { noMore } from '../option-check/no-more.ts'
import { notAllowed } from '../option-check/sentences.ts'
import { shown } from '../option-check/shown.ts'
import { priceList } from './price-list.ts'

/** A provider's prices: itself the price of a current small model, and a function for any other. */
export interface ProviderPrices extends Price {
  /**
   * The price of another model of this provider, by the identifier its API uses.
   *
   * @throws LlmBenchError `price-unknown` when the price list has no such model.
   */
  (model: string): Price
}

type ProviderId = 'openai' | 'anthropic' | 'google'

const displayNames: Readonly<Record<ProviderId, string>> = {
  openai: 'OpenAI',
  anthropic: 'Anthropic',
  google: 'Google',
}

/**
 * OpenAI's dated public prices: `openai` is `gpt-6-luna`, its current model for high-volume tasks,
 * `openai('gpt-4o')` another.
 */
export const openai: ProviderPrices = providerPrices('openai', 'gpt-6-luna')

/**
 * Anthropic's dated public prices: `anthropic` is `claude-haiku-4-5`, its current small model,
 * `anthropic('claude-opus-5')` another.
 */
export const anthropic: ProviderPrices = providerPrices('anthropic', 'claude-haiku-4-5')

/**
 * Google's dated public prices: `google` is `gemini-3.5-flash-lite`, its current small model,
 * `google('gemini-2.5-pro')` another.
 */
export const google: ProviderPrices = providerPrices('google', 'gemini-3.5-flash-lite')

/** The same prices under one name, for files in which `openai` is the AI SDK's. */
export const prices: {
  readonly openai: ProviderPrices
  readonly anthropic: ProviderPrices
  readonly google: ProviderPrices
} = { openai, anthropic, google }

function providerPrices(provider: ProviderId, small: string): ProviderPrices {
  const other = (model: string, ...more: unknown[]): Price => {
    noMore(`${provider}(model)`, more)
    checkModel(provider, small, model)
    const listed = listedPrice(provider, model)
    // Asked for once now, so that a misspelt model is named where it is written.
    listed.costOf({ inputTokens: 1, outputTokens: 1, cachedTokens: 0 })
    return listed
  }
  return Object.assign(other, listedPrice(provider, small))
}

/** Refuses what is no name of a model: the provider itself is a price already, and `openai()` may mean that. */
function checkModel(provider: ProviderId, small: string, model: unknown): void {
  if (typeof model === 'string') return
  throw notAllowed(
    `${provider}(model)`,
    shown(model),
    `the name of a model, such as ${provider}("${small}"), or ${provider} without brackets for that one`,
  )
}

function listedPrice(provider: ProviderId, model: string): Price {
  const label = `${displayNames[provider]} ${model}`
  return { label, costOf: (usage) => costOf(provider, model, label, usage) }
}

function costOf(provider: ProviderId, model: string, label: string, usage: TokenUsage): PricedRequest {
  const { calcPrice, version } = priceList()
  const timestamp = usage.at ?? today()
  const priced = calcPrice(
    {
      input_tokens: usage.inputTokens,
      cache_read_tokens: usage.cachedTokens,
      output_tokens: usage.outputTokens,
    },
    model,
    { providerId: provider, timestamp },
  )
  if (priced === null || priced.provider.id !== provider) {
    throw new LlmBenchError(
      'price-unknown',
      `${provider}(${JSON.stringify(model)}): @pydantic/genai-prices ${version} has no price for this model ` +
        `of ${displayNames[provider]}; check the identifier, or declare it: price({ inputPerMTok, outputPerMTok })`,
    )
  }
  const day = timestamp.toISOString().slice(0, 10)
  return {
    usd: priced.total_price,
    parts: priceParts(priced.input_price, priced.output_price),
    label,
    source: `price of ${day}${inForceSince(priced)}, @pydantic/genai-prices ${version}`,
    provenance: 'declared',
  }
}

function inForceSince({ model, model_price: used }: PriceCalculation): string {
  if (!Array.isArray(model.prices)) return ''
  const constraint = model.prices.find(({ prices: candidate }) => candidate === used)?.constraint
  return constraint?.type === 'start_date' ? ` (in force since ${constraint.start_date})` : ''
}
