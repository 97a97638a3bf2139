import * as v from 'valibot'
import type { Price } from '../../cost/priced.ts'
import { priceSchema } from '../../cost/price-schema.ts'
import type { Call } from '../../option-check/call.ts'
import { checkOptions } from '../../option-check/check-options.ts'
import { isOptions } from '../../option-check/is-options.ts'
import { milliseconds, text } from '../../option-check/kinds.ts'
import { named } from '../../option-check/named.ts'
import { notAllowed } from '../../option-check/sentences.ts'
import { shown } from '../../option-check/shown.ts'
import type { EndpointOptions } from '../endpoint/endpoint-options.ts'
import { usualLoadTimeoutMs } from './router-access.ts'

/** Options of a router that are no endpoint's. */
export interface RoutingOptions<Name extends string = string> {
  /** Names of its models, for the editor to complete. Which there are says the server. */
  models?: readonly Name[] | undefined
  /** Milliseconds that a model may take to be loaded, or to be gone. Default 10 minutes. */
  loadTimeout?: number | undefined
  /** Prices of its models by name. One that is not named has the endpoint's `price`, if any. */
  prices?: Readonly<Record<string, Price>> | undefined
}

/** Options of a server that holds several models: those of an endpoint, but the model is chosen later. */
export interface RouterOptions<Name extends string = string>
  extends Omit<EndpointOptions, 'model' | 'record' | 'replay'>, RoutingOptions<Name> {}

const schema = v.strictObject({
  models: v.optional(v.pipe(v.array(text), v.description('a list of names'))),
  loadTimeout: v.optional(milliseconds),
  prices: v.optional(named(v.string(), priceSchema)),
})

/** Options of a router, apart from those of its endpoint. */
export interface Routing {
  readonly loadTimeoutMs: number
  readonly prices: Readonly<Record<string, Price>>
  /** Names of its models, as far as they were given. */
  readonly models: readonly string[]
  /** The other options, which the endpoint checks. */
  readonly endpoint: Readonly<Record<string, unknown>>
}

/**
 * Checks the options that are a router's own.
 * @throws LlmBenchError `invalid-option`, also for a model: a router is given none
 */
export function routingOf(options: unknown, call: Call): Routing {
  if (!isOptions(options))
    throw notAllowed(call(''), typeof options === 'string' ? 'a text' : shown(options), 'options such as { apiKey }')
  const { models, loadTimeout, prices, ...endpoint } = options
  if ('model' in endpoint)
    throw notAllowed(call('model'), shown(endpoint['model']), 'it later: router(url).model(name)')
  for (const name of ['record', 'replay'])
    if (endpoint[name] !== undefined)
      throw notAllowed(call(name), shown(endpoint[name]), 'it to endpoint(url): a recording is of one model')
  const own = Object.fromEntries(
    Object.entries({ models, loadTimeout, prices }).filter(([, value]) => value !== undefined),
  )
  const checked = checkOptions(schema, own, { call }) as {
    loadTimeout?: number
    prices?: Readonly<Record<string, Price>>
    models?: readonly string[]
  }
  const { loadTimeout: loadTimeoutMs = usualLoadTimeoutMs, prices: given = {}, models: names = [] } = checked
  return { loadTimeoutMs, prices: given, models: names, endpoint }
}
