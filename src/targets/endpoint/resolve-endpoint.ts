import type { EndpointOptions } from './endpoint-options.ts'
import type { Price } from '../../cost/priced.ts'
import type { ApiAddress } from '../../http/api-address.ts'
import type { HttpTimeouts } from '../../http/socket/client.ts'
import { type Proxy, proxySecrets } from '../../http/proxy/proxy.ts'
import { type Call, optionsOf } from '../../option-check/call.ts'
import { checkOptions } from '../../option-check/check-options.ts'
import type { FieldChoice } from '../load/field-memory.ts'
import { isObject } from '../../json.ts'
import { notAllowed } from '../../option-check/sentences.ts'
import { shown } from '../../option-check/shown.ts'
import { baseOf } from './base-address.ts'
import { fieldChoice } from './field-choice.ts'
import { endpointSchema } from './endpoint-schema.ts'
import { proxyFor } from './proxy-for.ts'
import { type EndpointMetrics, metricsPlace, querySecrets } from './metrics-place.ts'
import { knownService } from './known-services.ts'
import { type Query, queryOf } from './query.ts'

/** Options of an endpoint with every default applied. */
export interface ResolvedEndpoint extends ApiAddress {
  /** Query as it may be printed, with `?`; empty for none. */
  readonly shownQuery: string
  readonly model: string | null
  /** Names under which it may answer; `*` for any. */
  readonly answersAs: readonly string[]
  readonly headers: Readonly<Record<string, string>>
  readonly secrets: readonly string[]
  readonly timeouts: HttpTimeouts
  readonly tls: { readonly ca?: string; readonly rejectUnauthorized?: boolean; readonly servername?: string } | null
  /** Proxy on the way; null for none. It holds a secret. */
  readonly proxy: Proxy | null
  readonly hosts: number | 'auto'
  /** The server's metrics that are read; null for none. */
  readonly metrics: EndpointMetrics | null
  readonly fields: FieldChoice
  readonly health: boolean | string
  readonly readyTimeoutMs: number
  /** Tokens of prompt and answer together, where somebody said how many; null else. */
  readonly contextSize: number | null
  readonly price: Price | null
  /** File to record into; null for none. */
  readonly record: string | null
  /** Recording that answers in its place; null for none. */
  readonly replay: string | null
}

/**
 * Checks the options of an endpoint and fills in the defaults.
 * @param call the call that they were given to; `endpoint` where it is left out
 * @throws LlmBenchError `invalid-option` naming the option; the value too, unless it is a secret
 */
export function resolveEndpoint(
  given: string | EndpointOptions,
  call: Call = typeof given === 'string' ? (): string => 'endpoint(url)' : optionsOf('endpoint'),
): ResolvedEndpoint {
  const options: unknown = typeof given === 'string' ? { url: given } : given
  refuseFormer(options, call)
  const asked = checkOptions(endpointSchema, options, { call })
  const { model, answersAs, headers = {}, timeout, tls, hosts, metrics, price, paths, health, readyTimeout } = asked
  if (asked.record !== undefined && asked.replay !== undefined)
    throw notAllowed(call('record'), `${shown(asked.record)} beside replay`, 'one of the two')
  const base = baseOf(asked.url, call('url'))
  const service = knownService(base.url)
  const query = queryOf(base.query, asked.query ?? {})
  if (health === false && model === undefined && service.model === null) {
    throw notAllowed(call('health'), 'false without a model', 'model: its name, for nobody is asked which there are')
  }
  const place = metricsPlace(base.url, metrics, { proxy: asked.proxy, where: call('metrics') })
  const proxy = proxyFor(base.url, asked.proxy, call('proxy'))
  return {
    url: base.url,
    query: query.text,
    shownQuery: query.shown,
    paths: definedOnly(paths ?? {}),
    model: model ?? service.model,
    answersAs: answersAs === undefined ? service.answersAs : [answersAs].flat(),
    headers: { ...lowerCased(headers), ...keyHeader(asked.apiKey, asked.apiKeyHeader ?? service.apiKeyHeader) },
    secrets: [
      ...secretsOf(asked, query),
      ...[proxy, place?.proxy ?? null].flatMap(proxySecrets),
      ...querySecrets(place),
    ],
    timeouts: timeoutsOf(timeout),
    tls: tls === undefined ? null : definedOnly(tls),
    proxy,
    hosts: hosts ?? 'auto',
    metrics: place,
    fields: fieldChoice(asked.fields ?? {}, service.fields, call),
    health: health ?? true,
    readyTimeoutMs: readyTimeout ?? 0,
    contextSize: asked.contextSize ?? null,
    price: price ?? null,
    record: asked.record ?? null,
    replay: asked.replay ?? null,
  }
}

/** Refuses an option of earlier versions, with what does its work now. */
function refuseFormer(options: unknown, call: Call): void {
  if (!isObject(options) || options['limitField'] === undefined) return
  const value = options['limitField']
  throw notAllowed(call('limitField'), shown(value), `fields: { max_tokens: ${shown(value)} }, which takes its place`)
}

/** The header that carries a key. */
function keyHeader(apiKey: string | undefined, name: string): Readonly<Record<string, string>> {
  if (apiKey === undefined) return {}
  const header = name.toLowerCase()
  return { [header]: header === 'authorization' ? `Bearer ${apiKey}` : apiKey }
}

/** Texts that nothing may show. A header that says the model's name is none: the report says it, too. */
function secretsOf(
  { apiKey, headers = {}, model = '' }: Pick<EndpointOptions, 'apiKey' | 'headers' | 'model'>,
  query: Query,
): string[] {
  const values = Object.values(headers).filter((value) => !model.includes(value))
  return [...(apiKey === undefined ? [] : [apiKey]), ...values, ...query.secrets].filter((text) => text !== '')
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
