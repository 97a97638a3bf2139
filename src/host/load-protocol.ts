import type { HttpTimeouts } from '../http/socket/client.ts'
import type { RequestDefinition } from '../workload/workload.ts'
import type { BlockOfRequests } from '../block/run-block.ts'

/** Main process to load host, over IPC, once. */
export interface ServeMessage {
  readonly type: 'serve'
  readonly socket: string
}

/** Load host to main process. */
export type ServingMessage =
  | { readonly type: 'serving' }
  /** How many workers are connected now. */
  | { readonly type: 'connected'; readonly workers: number }

/** The field of a request that limits its answer. */
export type LimitField = 'max_tokens' | 'max_completion_tokens'

/** How requests reach an OpenAI-compatible endpoint. It holds secrets: it is never written down. */
export interface HttpTransport {
  readonly type: 'http'
  readonly url: string
  readonly headers: Readonly<Record<string, string>>
  /** Texts that no message may contain. */
  readonly secrets: readonly string[]
  readonly timeouts: HttpTimeouts
  readonly tls: { readonly ca?: string; readonly rejectUnauthorized?: boolean; readonly servername?: string } | null
  /** Null: the first model the endpoint lists. */
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

/** The name of a request within its run. */
export function requestId({ phase, index, turn }: RequestName): string {
  return `${phase}-${index}${turn === null || turn === undefined ? '' : `-${turn}`}`
}

/** What tells a request from the others of its run. */
export interface RequestName {
  readonly phase: string
  readonly index: number
  /** Of a conversation. */
  readonly turn?: number | null
}

/** No model at all: programmed times. Milliseconds. */
export interface SimulatedTransport {
  readonly type: 'simulated'
  readonly ttftMs: number
  readonly tpotMs: number
  /** Relative standard deviation of both. */
  readonly jitter: number
  /** Share of requests that fail, 0 to 1. */
  readonly failures: number
  readonly seed: number
}

/** A language model of the AI SDK that a module exports. */
export interface LanguageModelTransport {
  readonly type: 'language-model'
  /** File URL of the module, and the name it exports the model under. */
  readonly module: string
  readonly exportName: string
  readonly stream: boolean
  readonly nonce: boolean
  readonly timeouts: Omit<HttpTimeouts, 'connectMs'>
  /** `providerOptions` and other call options, passed on. */
  readonly callOptions: Readonly<Record<string, unknown>>
}

/** How a load host makes a request. */
export type Transport = HttpTransport | SimulatedTransport | LanguageModelTransport

/** Worker to load host: get ready for a workload. */
export interface PrepareLoad {
  /** Chosen by the worker; names what is prepared. */
  readonly id: string
  readonly transport: Transport
  readonly request: RequestDefinition
  /** Connections to open beforehand. */
  readonly connections: number
}

/** What a load host found when it got ready. */
export interface PreparedLoad {
  readonly model: string
  /** What the endpoint says it is: its `server` header; null where it says nothing. */
  readonly server: string | null
}

/** What a load host has used so far, and what it holds. */
export interface LoadHostUsage {
  readonly userMs: number
  readonly systemMs: number
  readonly rssBytes: number
}

/** What a run may cost, as one load host keeps to it. US dollars. */
export interface Spending {
  readonly limitUsd: number
  /** The most one request can cost. */
  readonly worstUsd: number
  readonly usdPerInputToken: number
  readonly usdPerOutputToken: number
}

/** Worker to load host: make a block of requests of a prepared workload. */
export interface LoadBlockRequest extends Omit<BlockOfRequests, 'prompts' | 'sampling'> {
  /** Chosen by the worker; names the block when it is to be aborted. */
  readonly id: string
  /** Which prepared workload. */
  readonly prepared: string
  readonly spending: Spending | null
}
