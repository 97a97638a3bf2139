import type { SpeculationSource, TokenSource } from '../record/tokens.ts'

/** Reason for the end of generation, as the engine or the server says. */
export type FinishReason = 'length' | 'stop' | 'tool-calls' | 'content-filter' | 'other' | 'aborted'

/**
 * The classes a failed request is counted under. `context-full` is of a local model whose context could not hold the
 * request and its answer. `refused` to `truncated` are of the connection and
 * the protocol; `invalid-answer` is an answer that the workload's own `validate` refused. `task-failed` is a task that
 * said so itself, `task-error` one that threw.
 */
export type FailureClass =
  | 'empty'
  | 'engine'
  | 'context-full'
  | 'aborted'
  | 'refused'
  | 'dns'
  | 'tls'
  | 'proxy'
  | 'connect-timeout'
  | 'reset'
  | 'first-token-timeout'
  | 'stall'
  | 'total-timeout'
  | 'http-status'
  | 'server-error'
  | 'malformed'
  | 'truncated'
  | 'content-filter'
  | 'invalid-answer'
  | 'task-failed'
  | 'task-error'

/** Numbers of tokens of one request; null where nobody said or counted one. */
export interface TokenCounts {
  readonly input: number | null
  /** Decoded tokens, the end token and all reasoning included. */
  readonly output: number
  /** Input tokens that the engine did not have to evaluate. */
  readonly cached: number | null
  /** Input tokens that the server wrote to a cache and charges as such; absent where nobody tells, or none. */
  readonly written?: number
  /** Tokens of `output` that were thought, streamed or not. */
  readonly reasoning: number | null
  /** Tokens that were drafted, and those of them that the answer has; absent where nobody tells. */
  readonly speculated?: { readonly drafted: number; readonly accepted: number; readonly source: SpeculationSource }
  /** Source of `output`; the others are the server's or the engine's own wherever they are known. */
  readonly source: TokenSource
  /** A count the server gave that cannot be, such as `completion_tokens -5`: it was taken as not told. */
  readonly nonsense?: string
}

/** Numbers of tokens a request asked for, where its workload states them; null where it does not. */
export interface AskedTokens {
  readonly input: number | null
  readonly output: number | null
  /** Fewest that a text of the user's own can be, whatever the vocabulary; absent for short ones and `{ tokens }`. */
  readonly least?: number
}

/** Parts of opening a connection, in milliseconds. */
export interface ConnectDetails {
  /** Finding the address of its name; 0 where it is one, or was found before. */
  readonly dnsMs: number
  /** TCP, and the tunnel through a proxy. */
  readonly tcpMs: number
  /** Null without TLS. */
  readonly tlsMs: number | null
}

/** Facts that only a request over HTTP has. */
export interface HttpDetails {
  /** DNS, TCP and TLS together, in milliseconds; null on a connection that was open already. */
  readonly connectMs: number | null
  /** The parts of `connectMs`; absent where it is null, and where nobody told them. */
  readonly connect?: ConnectDetails
  readonly status: number | null
  /** Wait that a refusal asked for. The request is not sent again: a retry would hide the failure. */
  readonly retryAfterSeconds: number | null
  /**
   * True where a kept connection was closed before the request reached the server, so that it was sent
   * again on a fresh one; absent where it was sent once.
   */
  readonly retried?: true
  /** Redirects it followed, which its times hold; absent where it followed none. */
  readonly redirects?: number
  /** Path that answered where the server redirected to it, the values of its query hidden; else absent. */
  readonly redirectedTo?: string
}

/** The engine's own figures of one request, where it tells them. Times in milliseconds. */
export interface EngineDetails {
  readonly promptTokens: number
  readonly promptMs: number
  readonly decodeTokens: number
  readonly decodeMs: number
}

/** The work of one execution of a task, as far as it told of it. */
export interface TaskDetails {
  /** Steps it told of; where it told of none, calls of models. */
  readonly steps: number
  /** Calls of models. */
  readonly calls: number
  /** US dollars for those whose tokens and price are known. */
  readonly usd: number
  /** Names of the models it called, sorted. Untrusted text. */
  readonly models: readonly string[]
  /** Words for what is unknown, so that calls are in no dollars, sorted: their price, or their tokens. */
  readonly unpriced: readonly string[]
}

interface SampleBase {
  /** Order in which the request was started, 0-based, over warm-up and measured ones together. */
  readonly index: number
  readonly phase: 'warmup' | 'measured'
  /** Turn of an interleaved comparison; 0 when the run was not interleaved. */
  readonly slot: number
  /** Number of the concurrent stream that sent it, 0-based. */
  readonly stream: number
  /** Turn of its conversation, 0-based; absent outside of one. */
  readonly turn?: number
  /** Moment the load plan wanted the request at: CLOCK_MONOTONIC milliseconds, as every stamp here. */
  readonly intended: number
  /**
   * Moment the request was sent. Local model: when the host took it, before tokenization and the chat
   * template. Endpoint: just before its first byte was written on an open connection.
   */
  readonly sent: number
  /**
   * Last generated chunk, or the first event with a finish reason after it; for a failed request the
   * moment the failure was known.
   */
  readonly end: number
  /**
   * Moment its client was free again: the end of the body, after usage and `[DONE]`, or of the wait for one. Absent
   * where that is its `end`.
   */
  readonly over?: number
  readonly tokens: TokenCounts
  readonly asked?: AskedTokens
  /** Stamp of every chunk that carried generated tokens, in order. */
  readonly chunkTimes: readonly number[]
  /** Visible text of the answer. It is untrusted: escape before rendering. */
  readonly text: string
  /** Reasoning apart from the visible text; absent where there was none. As untrusted as the text. */
  readonly reasoning?: string
  /** Tool calls as JSON; absent where there was none. As untrusted as the text. */
  readonly toolCalls?: string
  /** Name that the answer gives the model, at most 200 characters; absent where it gives none. Untrusted. */
  readonly model?: string
  /** Texts or documents of a request that is answered with vectors or scores; absent of any other. */
  readonly items?: number
  /** Numbers of each vector of its answer; absent where it has none. */
  readonly dimensions?: number
  /** Number of choices, where there were several: text and stamps are of the first, token counts of all. */
  readonly choices?: number
  readonly http?: HttpDetails
  readonly engine?: EngineDetails
  /** Work of a task; absent of any other request. */
  readonly task?: TaskDetails
}

/** A request that was answered with at least one generated token. */
export interface CompletedSample extends SampleBase {
  readonly state: 'completed'
  /** First chunk of any kind; null when the answer did not stream. */
  readonly firstChunk: number | null
  /** First generated token of any kind; null when the answer did not stream. */
  readonly first: number | null
  /** First generated token that is not reasoning; null when there was none. */
  readonly firstVisible: number | null
  readonly finish: FinishReason
  /**
   * True where a finish reason came and then neither the body's end nor `[DONE]` until a time-out ended the
   * wait; absent where the answer was ended.
   */
  readonly unended?: true
  /** Decoded tokens that were never streamed, as hidden reasoning: h of `tpot`. */
  readonly hiddenTokens: number
  /** Decoded tokens of the first event with text: k of `tpot`; null where no time per token can be told. */
  readonly firstTokens: number | null
}

/** A request without such an answer: it counts as +infinity in the adjusted series where lower is better. */
export interface FailedSample extends SampleBase {
  readonly state: 'failed'
  readonly failure: { readonly class: FailureClass; readonly message: string }
}

/** The record of one request, as the journal keeps it. */
export type Sample = CompletedSample | FailedSample
