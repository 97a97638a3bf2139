import type { Price } from '../../cost/priced.ts'
import type { OwnPaths } from '../../http/api-address.ts'
import type { RequestFields } from '../../requesters/http/request-fields.ts'

/** Time-outs of a request, in milliseconds. */
export interface EndpointTimeouts {
  /** Time until a connection is open. Default 10,000. */
  connect?: number | undefined
  /** Time from the request to its first generated token. Default 120,000. */
  firstToken?: number | undefined
  /** Time between two chunks of an answer, and behind its finish reason to `[DONE]` or its end. Default 60,000. */
  stall?: number | undefined
  /** Time for the whole request. Default 600,000. */
  total?: number | undefined
}

/** An OpenAI-compatible endpoint. */
export interface EndpointOptions {
  /** Address with its path, such as `http://127.0.0.1:8000/v1`. A query in it is sent with each request. */
  url: string
  /** Name of the model. Default: the first one that the endpoint lists. */
  model?: string | undefined
  /**
   * Names under which this model may answer, beside its own: those of what stands behind an alias of a gateway,
   * or `*` for any. Answers that name another model are found by the check `other-model`.
   */
  answersAs?: string | readonly string[] | undefined
  /** Key that is sent as `authorization: Bearer …`, or in `apiKeyHeader`; it is in no report, journal, log or error. */
  apiKey?: string | undefined
  /** Further headers; their values are kept as secret as a key. */
  headers?: Readonly<Record<string, string>> | undefined
  /** Milliseconds for the whole request, or each time-out by name. */
  timeout?: number | EndpointTimeouts | undefined
  /** Settings for certificates of one's own. */
  tls?: { ca?: string; rejectUnauthorized?: boolean; servername?: string } | undefined
  /**
   * Proxy that requests go through, for example `http://user:password@proxy:3128`, or false for none. Default:
   * the one that `HTTP_PROXY`, `HTTPS_PROXY` and `NO_PROXY` name, but never for an address on this machine. User
   * and password are in no report, journal, log or error.
   */
  proxy?: string | false | undefined
  /** Processes that make the load. Default `auto`: one, more when it is the limit. */
  hosts?: number | 'auto' | undefined
  /**
   * Read the server's own metrics before and after a run, where it has them: at `/metrics`, or at this address or
   * path, which must then have them. The key is sent only where they are refused without (401, 403), and only to
   * the endpoint's own origin. Default: over http, at `/metrics`.
   */
  metrics?: boolean | string | undefined
  /**
   * Fields of the request that are left out (`false`) or sent under another name, those of the request option
   * `body` too: `{ max_tokens: 'max_completion_tokens', stream_options: false }`. A field that is named here is
   * sent as it says; of the others `temperature`, `seed` and `stream_options` are left out, and `max_tokens`
   * renamed, where the server refuses them, before the first measured request. The report says which.
   */
  fields?: RequestFields | undefined
  /**
   * Paths that are not the usual ones, below the url: `{ chat: 'generate' }`. One that begins with `/` counts
   * from the origin: with the url `http://host/v1`, `/health` is `http://host/health`.
   */
  paths?: OwnPaths | undefined
  /**
   * Query of every request, added to that of the url: `{ 'api-version': '2024-10-21' }`. Values that may be
   * keys are in no report, journal, log or error.
   */
  query?: Readonly<Record<string, string | number | boolean>> | undefined
  /**
   * Header that `apiKey` is sent in, without `Bearer` before it: `api-key`, `x-api-key`. Default `authorization`,
   * with `Bearer`; at Azure `api-key`.
   */
  apiKeyHeader?: string | undefined
  /**
   * The check before a load: `true` asks for the list of models, a path such as `/health` is asked in its place
   * where a model is named, `false` asks nothing. Default true.
   */
  health?: boolean | string | undefined
  /** Milliseconds to wait for an endpoint that is still starting or loading. Default 0: it must be there. */
  readyTimeout?: number | undefined
  /**
   * Tokens that a prompt and its answer may take together: a request that cannot fit is refused before any is sent.
   * Default: it is not known before the server says it.
   */
  contextSize?: number | undefined
  /** Price of its tokens: for the cost of a run, and for `maxUsd`. */
  price?: Price | undefined
  /**
   * File that the answers of a run are recorded in, with the times of every part of each stream; from the project's
   * root. No key, header or query is in it.
   */
  record?: string | undefined
  /**
   * Recording that answers in the place of the endpoint: nothing is asked, no key needed, and the answers have the
   * times that they had. Such a run may be what another one is compared with; no claim is made of its own figures.
   */
  replay?: string | undefined
}
