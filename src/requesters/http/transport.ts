import type { HttpTimeouts } from '../../http/socket/client.ts'

/** The field of a request that limits its answer. */
export type LimitField = 'max_tokens' | 'max_completion_tokens'

/** Way of requests to an OpenAI-compatible endpoint. It holds secrets: it is never written down. */
export interface HttpTransport {
  readonly type: 'http'
  readonly url: string
  readonly headers: Readonly<Record<string, string>>
  /** Texts that no message may contain. */
  readonly secrets: readonly string[]
  readonly timeouts: HttpTimeouts
  readonly tls: { readonly ca?: string; readonly rejectUnauthorized?: boolean; readonly servername?: string } | null
  /** Model to ask for; null for the first the endpoint lists. */
  readonly model: string | null
  readonly stream: boolean
  /** Puts a text of its own at the start of each first message, so that no cache knows it. */
  readonly nonce: boolean
  readonly limitField: LimitField
  /** Further fields of the request. */
  readonly body: Readonly<Record<string, unknown>>
  /** Names each request in an `x-request-id`, for a server that stamps what it does: {@link requestId}. */
  readonly requestIds?: true
}
