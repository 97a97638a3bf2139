import * as v from 'valibot'
import type { Price } from '../../cost/price.ts'
import { LlmBenchError } from '../../errors.ts'
import type { LimitField } from '../../requesters/http/transport.ts'
import type { HttpTimeouts } from '../../http/socket/client.ts'
import { printableAddress } from '../../option-check/printable-address.ts'

/** Time-outs of a request, in milliseconds. */
export interface EndpointTimeouts {
  /** Until a connection is open. Default 10,000. */
  connect?: number | undefined
  /** From the request to its first generated token. Default 120,000. */
  firstToken?: number | undefined
  /** Between two chunks of an answer. Default 60,000. */
  stall?: number | undefined
  /** For the whole request. Default 600,000. */
  total?: number | undefined
}

/** An OpenAI-compatible endpoint. */
export interface EndpointOptions {
  /** With its path, for example `http://127.0.0.1:8000/v1`. */
  url: string
  /** Default: the first model it lists. */
  model?: string | undefined
  /** Sent as `authorization: Bearer …`; it is in no report, journal, log or error. */
  apiKey?: string | undefined
  /** Further headers; their values are kept as secret as a key. */
  headers?: Readonly<Record<string, string>> | undefined
  /** Milliseconds for the whole request, or each time-out by name. */
  timeout?: number | EndpointTimeouts | undefined
  /** For certificates of one's own. */
  tls?: { ca?: string; rejectUnauthorized?: boolean; servername?: string } | undefined
  /** Processes that make the load. Default `auto`: one, more when it is the limit. */
  hosts?: number | 'auto' | undefined
  /** Read the server's `/metrics` before and after a run, where it has them. Default true. */
  metrics?: boolean | undefined
  /**
   * The field that says the most tokens to generate. Default `max_tokens`, which every server knows
   * but OpenAI's own for its newer models: there `max_completion_tokens`.
   */
  limitField?: LimitField | undefined
  /** What its tokens cost: for the cost of a run, and for `maxUsd`. */
  price?: Price | undefined
}

/** Options with every default applied. */
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

const milliseconds = v.pipe(v.number(), v.finite(), v.gtValue(0))
const schema = v.strictObject({
  url: v.pipe(v.string(), v.minLength(1)),
  model: v.optional(v.pipe(v.string(), v.minLength(1))),
  apiKey: v.optional(v.pipe(v.string(), v.minLength(1))),
  headers: v.optional(v.record(v.string(), v.string())),
  timeout: v.optional(
    v.union([
      milliseconds,
      v.strictObject({
        connect: v.optional(milliseconds),
        firstToken: v.optional(milliseconds),
        stall: v.optional(milliseconds),
        total: v.optional(milliseconds),
      }),
    ]),
  ),
  tls: v.optional(
    v.strictObject({
      ca: v.optional(v.string()),
      rejectUnauthorized: v.optional(v.boolean()),
      servername: v.optional(v.string()),
    }),
  ),
  hosts: v.optional(v.union([v.literal('auto'), v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(64))])),
  metrics: v.optional(v.boolean()),
  limitField: v.optional(v.picklist(['max_tokens', 'max_completion_tokens'])),
  price: v.optional(v.custom<Price>((value) => typeof (value as Price | null)?.costOf === 'function')),
})

const wanted: Readonly<Record<string, string>> = {
  url: 'a text such as http://127.0.0.1:8000/v1',
  model: 'the name of a model, or leave it out',
  apiKey: 'a text that is not empty, or leave it out (is the environment variable set?)',
  headers: 'an object of names and texts',
  timeout: 'milliseconds above 0, or { connect, firstToken, stall, total }',
  tls: '{ ca, rejectUnauthorized, servername }',
  hosts: "a whole number from 1 to 64, or 'auto'",
  metrics: 'true or false',
  limitField: "'max_tokens' or 'max_completion_tokens'",
  price: 'a price such as openai(model) or price({ inputPerMTok, outputPerMTok })',
}
const secretOptions: ReadonlySet<string> = new Set(['apiKey', 'headers'])

/** @throws LlmBenchError `invalid-option` naming the option; the value too, unless it is a secret */
export function resolveEndpoint(given: string | EndpointOptions): ResolvedEndpoint {
  const options: unknown = typeof given === 'string' ? { url: given } : given
  const result = v.safeParse(schema, options)
  if (!result.success) throw invalid(result.issues[0], options)
  const { url, model, apiKey, headers = {}, timeout, tls, hosts, metrics, limitField, price } = result.output
  const base = parseUrl(url)
  checkHeaders({ ...headers, ...(apiKey === undefined ? {} : { apiKey }) })
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

function invalid(issue: v.BaseIssue<unknown>, options: unknown): LlmBenchError {
  const path = v.getDotPath(issue) ?? ''
  const option = path.split('.')[0] ?? ''
  const known = Object.keys(schema.entries)
  if (issue.expected === 'never' || !known.includes(option)) {
    return new LlmBenchError(
      'invalid-option',
      path === ''
        ? `endpoint(${shown(options)}): give a URL or { url, … }`
        : `endpoint({ ${path} }): there is no such option; there are ${known.join(', ')}`,
    )
  }
  const given = shown(issue.input)
  const value = secretOptions.has(option) ? 'what was given' : option === 'url' ? printableAddress(given) : given
  return new LlmBenchError(
    'invalid-option',
    `endpoint({ ${path} }): ${value} is not allowed; give ${wanted[option] ?? 'something else'}`,
  )
}

function parseUrl(text: string): string {
  let url: URL
  try {
    url = new URL(text)
  } catch {
    throw new LlmBenchError(
      'invalid-option',
      `endpoint("${printableAddress(text)}"): not a URL; give one such as http://127.0.0.1:8000/v1`,
    )
  }
  if (url.protocol !== 'http:' && url.protocol !== 'https:') {
    throw new LlmBenchError(
      'invalid-option',
      `endpoint("${printableAddress(text)}"): only http: and https: are spoken, as in http://127.0.0.1:8000/v1; the address starts with one of them`,
    )
  }
  if (url.username !== '' || url.password !== '') {
    throw new LlmBenchError(
      'invalid-option',
      `endpoint("${url.protocol}//…@${url.host}"): a user and password do not belong in a URL, which is printed; give headers: { authorization }`,
    )
  }
  if (url.search !== '' || url.hash !== '') {
    throw new LlmBenchError(
      'invalid-option',
      `endpoint("${url.origin}${url.pathname}"): leave out what follows the path (?…, #…); further fields go into body, keys into headers`,
    )
  }
  const path = url.pathname.replace(/\/+$/, '')
  const [, base, asked] = /^(.*?)(\/(?:chat\/)?completions)$/.exec(path) ?? []
  if (asked !== undefined) {
    throw new LlmBenchError(
      'invalid-option',
      `endpoint("${url.origin}${path}"): leave out ${asked}, which chat() and complete() add: "${url.origin}${base ?? ''}"`,
    )
  }
  return `${url.origin}${path}`
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

/** What would end the header and begin another; the value itself is a secret. */
function checkHeaders(values: Readonly<Record<string, string>>): void {
  for (const [name, value] of Object.entries(values)) {
    // oxlint-disable-next-line no-control-regex -- what HTTP does not allow in a header
    if (/^[\w!#$%&'*+.^`|~-]+$/.test(name) && !/[\u0000-\u0008\u000A-\u001F\u007F]/.test(value)) continue
    const where = name === 'apiKey' ? 'apiKey' : `headers.${JSON.stringify(name)}`
    throw new LlmBenchError(
      'invalid-option',
      `endpoint({ ${where} }): it has a character that HTTP does not allow, such as a line break`,
    )
  }
}

function lowerCased(headers: Readonly<Record<string, string>>): Record<string, string> {
  return Object.fromEntries(Object.entries(headers).map(([name, value]) => [name.toLowerCase(), value]))
}

function definedOnly<Value extends object>(value: Value): { [Key in keyof Value]: Exclude<Value[Key], undefined> } {
  return Object.fromEntries(Object.entries(value).filter(([, entry]) => entry !== undefined)) as never
}

function shown(value: unknown): string {
  return JSON.stringify(value) ?? String(value)
}
