import { LlmBenchError } from '../errors.ts'
import { assertListed, type ListedModel, listedPrice } from './list/listed-price.ts'
import { listPackage } from './list/price-list.ts'
import type { Price } from './priced.ts'
import type { PriceOptions } from './price-options.ts'
import { priceOptionsSchema } from './price-options-schema.ts'
import { optionsOf } from '../option-check/call.ts'
import { checkOptions } from '../option-check/check-options.ts'
import { noMore } from '../option-check/no-more.ts'
import { notAllowed } from '../option-check/sentences.ts'
import { shown } from '../option-check/shown.ts'

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
 * @param options `asOf`, the day whose price is taken; `service` and `factor` for a batch or flex
 * @throws LlmBenchError `price-unknown` when the price list has no such provider, or no such model
 * of it, or no such price of it
 * @example priceOfModel(openai('gpt-4o'))
 */
export function priceOfModel(model: NamedModel, options?: PriceOptions): Price
export function priceOfModel(model: NamedModel, options: PriceOptions = {}, ...more: unknown[]): Price {
  noMore('priceOfModel(model, options)', more)
  const checked = checkOptions(priceOptionsSchema, options, { call: optionsOf('priceOfModel', 'model') })
  const { provider, modelId } = namesOf(model)
  const named = listedModel(provider, modelId)
  const listed: ListedModel = {
    ...named,
    label: `${provider} ${modelId}`,
    unknown: (version) =>
      new LlmBenchError(
        'price-unknown',
        `no price of "${modelId}" from "${provider}" in ${listPackage} ${version}: ` +
          'declare it, price({ inputPerMTok, outputPerMTok })',
      ),
  }
  const price = listedPrice(listed, checked)
  assertListed(listed, checked)
  return price
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
