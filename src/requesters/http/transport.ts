import type { ApiAddress } from '../../http/api-address.ts'
import type { Proxy } from '../../http/proxy/proxy.ts'
import type { HttpTimeouts } from '../../http/socket/client.ts'
import type { RequestFields } from './request-fields.ts'

/** Way of requests to an OpenAI-compatible endpoint. It holds secrets: it is never written down. */
export interface HttpTransport extends ApiAddress {
  readonly type: 'http'
  readonly headers: Readonly<Record<string, string>>
  /** Texts that no message may contain. */
  readonly secrets: readonly string[]
  readonly timeouts: HttpTimeouts
  readonly tls: { readonly ca?: string; readonly rejectUnauthorized?: boolean; readonly servername?: string } | null
  /** Proxy that requests go through; null for none. */
  readonly proxy: Proxy | null
  /** Model to ask for; null for the first the endpoint lists. */
  readonly model: string | null
  readonly stream: boolean
  /** Puts a text of its own at the start of each first message, so that no cache knows it. */
  readonly nonce: boolean
  /** Fields that are left out or renamed. */
  readonly fields: RequestFields
  /** Names of those that the bench itself decided on: nothing is learned about them. */
  readonly fixedFields: readonly string[]
  /** The check before a load: whether a path answers, or by the list of models where it is true. */
  readonly health: boolean | string
  /** Milliseconds to wait for an endpoint that is not ready; 0 for none. */
  readonly readyTimeoutMs: number
  /** Further fields of the request. */
  readonly body: Readonly<Record<string, unknown>>
  /** Names each request in an `x-request-id`, for a server that stamps what it does: {@link requestId}. */
  readonly requestIds?: true
}

/** A way that asks for nothing out of the ordinary, to be spread beneath what a target wants otherwise. */
export const plainTransport: Omit<HttpTransport, 'url' | 'timeouts'> = {
  type: 'http',
  headers: {},
  secrets: [],
  tls: null,
  proxy: null,
  model: null,
  stream: true,
  nonce: false,
  fields: {},
  fixedFields: [],
  query: '',
  paths: {},
  health: true,
  readyTimeoutMs: 0,
  body: {},
}
