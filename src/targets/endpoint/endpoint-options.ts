import type { Price } from '../../cost/price.ts'
import type { LimitField } from '../../requesters/http/transport.ts'

/** Time-outs of a request, in milliseconds. */
export interface EndpointTimeouts {
  /** Time until a connection is open. Default 10,000. */
  connect?: number | undefined
  /** Time from the request to its first generated token. Default 120,000. */
  firstToken?: number | undefined
  /** Time between two chunks of an answer. Default 60,000. */
  stall?: number | undefined
  /** Time for the whole request. Default 600,000. */
  total?: number | undefined
}

/** An OpenAI-compatible endpoint. */
export interface EndpointOptions {
  /** Address with its path, for example `http://127.0.0.1:8000/v1`. */
  url: string
  /** Name of the model. Default: the first one that the endpoint lists. */
  model?: string | undefined
  /** Key that is sent as `authorization: Bearer …`; it is in no report, journal, log or error. */
  apiKey?: string | undefined
  /** Further headers; their values are kept as secret as a key. */
  headers?: Readonly<Record<string, string>> | undefined
  /** Milliseconds for the whole request, or each time-out by name. */
  timeout?: number | EndpointTimeouts | undefined
  /** Settings for certificates of one's own. */
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
  /** Price of its tokens: for the cost of a run, and for `maxUsd`. */
  price?: Price | undefined
}
