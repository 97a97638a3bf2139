import { LlmBenchError } from '../errors.ts'
import { assertListed, type ListedModel, listedPrice } from './list/listed-price.ts'
import { listPackage } from './list/price-list.ts'
import type { ListedNames } from './listed-names.ts'
import type { Price } from './priced.ts'
import type { PriceOptions } from './price-options.ts'
import { priceOptionsSchema } from './price-options-schema.ts'
import { optionsOf } from '../option-check/call.ts'
import { checkOptions } from '../option-check/check-options.ts'
import { noMore } from '../option-check/no-more.ts'
import { notAllowed } from '../option-check/sentences.ts'
import { shown } from '../option-check/shown.ts'

/** A provider's prices: itself the price of a current small model, and a function for any other. */
export interface ProviderPrices<Name extends string = string> extends Price {
  /**
   * The price of another model of this provider, by the identifier its API uses.
   *
   * @param options - `asOf`, the day whose price is taken; `service` and `factor` for a batch or flex, which the list
   * does not have.
   * @throws LlmBenchError `price-unknown` when the price list has no such model, no price of that day, or no price of
   * that service.
   * @example
   * openai('gpt-4o', { service: 'batch', factor: 0.5 })
   */
  (model: Name | (string & {}), options?: PriceOptions): Price
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
export const openai: ProviderPrices<ListedNames['openai']> = providerPrices('openai', 'gpt-6-luna')

/**
 * Anthropic's dated public prices: `anthropic` is `claude-haiku-4-5`, its current small model,
 * `anthropic('claude-opus-5')` another.
 */
export const anthropic: ProviderPrices<ListedNames['anthropic']> = providerPrices('anthropic', 'claude-haiku-4-5')

/**
 * Google's dated public prices: `google` is `gemini-3.5-flash-lite`, its current small model,
 * `google('gemini-2.5-pro')` another.
 */
export const google: ProviderPrices<ListedNames['google']> = providerPrices('google', 'gemini-3.5-flash-lite')

/** The same prices under one name, for files in which `openai` is the AI SDK's. */
export const prices: {
  readonly openai: ProviderPrices<ListedNames['openai']>
  readonly anthropic: ProviderPrices<ListedNames['anthropic']>
  readonly google: ProviderPrices<ListedNames['google']>
} = { openai, anthropic, google }

function providerPrices(provider: ProviderId, small: string): ProviderPrices {
  const other = (model: string, options: PriceOptions = {}, ...more: unknown[]): Price => {
    noMore(`${provider}(model, options)`, more)
    checkModel(provider, small, model)
    const checked = checkOptions(priceOptionsSchema, options, { call: optionsOf(provider, 'model') })
    const listed = listedModel(provider, model)
    const price = listedPrice(listed, checked)
    assertListed(listed, checked)
    return price
  }
  return Object.assign(other, listedPrice(listedModel(provider, small)))
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

function listedModel(provider: ProviderId, model: string): ListedModel {
  return {
    provider,
    model,
    label: `${displayNames[provider]} ${model}`,
    unknown: (version) =>
      new LlmBenchError(
        'price-unknown',
        `${provider}(${JSON.stringify(model)}): ${listPackage} ${version} has no price for this model ` +
          `of ${displayNames[provider]}; check the identifier, or declare it: price({ inputPerMTok, outputPerMTok })`,
      ),
  }
}
