import type { EndpointOptions } from './endpoint-options.ts'
import type { Price } from '../../cost/price.ts'
import type { LimitField } from '../../requesters/http/transport.ts'
import type { HttpTimeouts } from '../../http/socket/client.ts'
import { optionsOf } from '../../option-check/call.ts'
import { checkOptions } from '../../option-check/check-options.ts'
import { baseOf } from './base-address.ts'
import { endpointSchema } from './endpoint-schema.ts'

/** Options of an endpoint with every default applied. */
export interface ResolvedEndpoint {
  readonly url: string
  readonly model: string | null
  readonly headers: Readonly<Record<string, string>>
  readonly secrets: readonly string[]
  readonly timeouts: HttpTimeouts
  readonly tls: { readonly ca?: string; readonly rejectUnauthorized?: boolean; readonly servername?: string } | null
  readonly hosts: number | 'auto'
  readonly metrics: boolean
  readonly limitField: LimitField
  readonly price: Price | null
}

/**
 * Checks the options of an endpoint and fills in the defaults.
 * @throws LlmBenchError `invalid-option` naming the option; the value too, unless it is a secret
 */
export function resolveEndpoint(given: string | EndpointOptions): ResolvedEndpoint {
  const isText = typeof given === 'string'
  const options: unknown = isText ? { url: given } : given
  const call = isText ? (): string => 'endpoint(url)' : optionsOf('endpoint')
  const asked = checkOptions(endpointSchema, options, { call })
  const { url, model, apiKey, headers = {}, timeout, tls, hosts, metrics, limitField, price } = asked
  const base = baseOf(url, call('url'))
  return {
    url: base,
    model: model ?? null,
    headers: { ...lowerCased(headers), ...(apiKey === undefined ? {} : { authorization: `Bearer ${apiKey}` }) },
    secrets: [...(apiKey === undefined ? [] : [apiKey]), ...Object.values(headers)].filter((text) => text !== ''),
    timeouts: timeoutsOf(timeout),
    tls: tls === undefined ? null : definedOnly(tls),
    hosts: hosts ?? 'auto',
    metrics: metrics ?? true,
    limitField: limitField ?? usualLimitField(base),
    price: price ?? null,
  }
}

function usualLimitField(url: string): LimitField {
  return new URL(url).hostname === 'api.openai.com' ? 'max_completion_tokens' : 'max_tokens'
}

function timeoutsOf(timeout: EndpointOptions['timeout'] | undefined): HttpTimeouts {
  const { connect, firstToken, stall, total } = typeof timeout === 'number' ? { total: timeout } : (timeout ?? {})
  return {
    connectMs: connect ?? 10_000,
    firstTokenMs: firstToken ?? 120_000,
    stallMs: stall ?? 60_000,
    totalMs: total ?? 600_000,
  }
}

function lowerCased(headers: Readonly<Record<string, string>>): Record<string, string> {
  return Object.fromEntries(Object.entries(headers).map(([name, value]) => [name.toLowerCase(), value]))
}

function definedOnly<Value extends object>(value: Value): { [Key in keyof Value]: Exclude<Value[Key], undefined> } {
  return Object.fromEntries(Object.entries(value).filter(([, entry]) => entry !== undefined)) as never
}
