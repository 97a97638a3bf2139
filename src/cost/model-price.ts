import { today } from '../clock.ts'
import type { PriceCalculation } from '@pydantic/genai-prices'
import { LlmBenchError } from '../errors.ts'
import { type Price, priceParts } from './price.ts'
import { noMore } from '../option-check/no-more.ts'
import { notAllowed } from '../option-check/sentences.ts'
import { shown } from '../option-check/shown.ts'
import { priceList } from './price-list.ts'

/** A model of the AI SDK, as far as its price needs it: the names it gives itself. */
export interface NamedModel {
  /** Name of the provider, for example `openai.chat`, `anthropic.messages`, `google.generative-ai`. */
  readonly provider: string
  readonly modelId: string
}

/** Provider names of the AI SDK, up to the first dot, that the price list calls otherwise. */
const listNames: ReadonlyMap<string, string> = new Map([
  ['amazon-bedrock', 'aws'],
  ['azure-openai', 'azure'],
  ['bedrock', 'aws'],
  ['gateway', 'vercel'],
  ['moonshot', 'moonshotai'],
  ['open-router', 'openrouter'],
  ['togetherai', 'together'],
  ['vertex', 'google'],
  ['xai', 'x-ai'],
])

/**
 * The dated public price of a model of the AI SDK, by the names it gives itself.
 *
 * @throws LlmBenchError `price-unknown` when the price list has no such provider, or no such model
 * of it
 * @example priceOfModel(openai('gpt-4o'))
 */
export function priceOfModel(model: NamedModel): Price
export function priceOfModel(model: NamedModel, ...more: unknown[]): Price {
  noMore('priceOfModel(model)', more)
  const { provider, modelId } = namesOf(model)
  const listed = listedModel(provider, modelId)
  const label = `${provider} ${modelId}`
  const { calcPrice, version } = priceList()
  const calculated = (usage: Parameters<typeof calcPrice>[0], timestamp: Date): PriceCalculation => {
    const priced = calcPrice(usage, listed.model, { providerId: listed.provider, timestamp })
    if (priced !== null && priced.provider.id === listed.provider) return priced
    throw new LlmBenchError(
      'price-unknown',
      `no price of "${modelId}" from "${provider}" in @pydantic/genai-prices ${version}: ` +
        'declare it, price({ inputPerMTok, outputPerMTok })',
    )
  }
  // Asked for once now, so that an unknown model is told where it is named.
  calculated({ input_tokens: 1, output_tokens: 1 }, today())
  return {
    label,
    costOf: ({ inputTokens, cachedTokens, outputTokens, at: timestamp = today() }) => {
      const usage = { input_tokens: inputTokens, cache_read_tokens: cachedTokens, output_tokens: outputTokens }
      const { total_price, input_price, output_price } = calculated(usage, timestamp)
      return {
        usd: total_price,
        parts: priceParts(input_price, output_price),
        label,
        source: `price of ${timestamp.toISOString().slice(0, 10)}, @pydantic/genai-prices ${version}`,
        provenance: 'declared',
      }
    },
  }
}

function namesOf(model: NamedModel | null | undefined): NamedModel {
  const { provider, modelId }: Partial<NamedModel> = model ?? {}
  if (typeof provider === 'string' && typeof modelId === 'string') return { provider, modelId }
  throw notAllowed(
    'priceOfModel(model)',
    typeof model === 'string' ? shown(model) : 'what says no provider and modelId',
    'a model of the AI SDK, such as openai("gpt-4o") of @ai-sdk/openai',
  )
}

/** Provider and model as the price list names them. A gateway's model is `provider/model`, and costs the same. */
function listedModel(provider: string, modelId: string): { readonly provider: string; readonly model: string } {
  const family = familyOf(provider)
  const [maker, ...rest] = modelId.split('/')
  if (family === 'gateway' && maker !== undefined && rest.length > 0) {
    return { provider: listNames.get(maker) ?? maker, model: rest.join('/') }
  }
  return { provider: listNames.get(family) ?? family, model: modelId }
}

function familyOf(provider: string): string {
  // Anthropic's models on Vertex AI and Bedrock are priced by those who serve them.
  const [family = ''] = provider.toLowerCase().split('.')
  return family
}
