import type { JsonNumber } from './figure.ts'

/** llama.cpp's own figures over the measured requests, beside ours. */
export interface EngineTimingsRecord {
  promptTokens: number
  promptMs: number
  decodeTokens: number
  decodeMs: number
  /**
   * Time in which tokens were chosen from their probabilities (samplers, grammar, biases), which is in neither of the
   * others; of a local model, with the way to its thread and back. Null where nobody tells.
   */
  samplerMs: JsonNumber
  /** Tokens that were chosen in it. */
  sampledTokens: JsonNumber
}

/** llama.cpp's own speed over the measured requests, with the time of the same tokens by our clock. */
export interface EngineSpeedRecord {
  /** Tokens of prompts that it evaluated a second. */
  prefillTokensPerSecond: JsonNumber
  /** Time of its own for a decoded token, without choosing it. */
  decodeMsPerToken: JsonNumber
  /** Time of a decoded token by our clock, over all tokens of all answers: a request that is longer weighs more. */
  clientMsPerToken: JsonNumber
  /** Time in which a token was chosen, part of our time; of a local model, with the way to its thread and back. */
  samplerMsPerToken: JsonNumber
  /** Share of our time of a token that is above its own, 0 to 1; noise may make it less than 0. */
  overheadShare: JsonNumber
}

/** Connections and answers of a run, counted over its measured requests. */
export interface HttpRecord {
  /** Connections opened by measured requests: the others found one open. */
  connected: number
  /** Median of DNS, TCP and TLS of those, in milliseconds. */
  connectP50Ms: JsonNumber
  /** Answers by HTTP status. */
  statuses: Record<string, number>
  /** Answers that named a time to come back (Retry-After). */
  retryAfter: number
  /** Requests sent a second time, because a kept connection had been closed. */
  retried: number
  /** Requests that were led on by a redirect within the server: their times hold it. Later ones go straight. */
  redirected: number
  /** Path that answered where the server redirected to it, the values of its query hidden; null where it did not. */
  redirectedTo: string | null
}

/**
 * A server's own figures over the measured requests, read from its metrics before and after. They
 * hold for everything it served in that time. A figure it does not give is null.
 */
export interface ServerFiguresRecord {
  /** Whose metrics they are. */
  server: string
  windowMs: number
  /** Reason why they are not this run's, and no figure is given; null where they may be. */
  dropped: string | null
  requests: JsonNumber
  promptTokens: JsonNumber
  /** Input tokens that came from its prefix cache. */
  cachedTokens: JsonNumber
  generatedTokens: JsonNumber
  /** Time in prefill, summed over requests; of llama-server the time of its engine. */
  prefillMs: JsonNumber
  /** Time in decode, summed over requests; of llama-server the time of its engine. */
  decodeMs: JsonNumber
  /** Mean time a request waited in its queue. */
  meanQueueMs: JsonNumber
  meanTtftMs: JsonNumber
  meanTpotMs: JsonNumber
  meanInterTokenMs: JsonNumber
  meanLatencyMs: JsonNumber
  preemptions: JsonNumber
  /** Tokens that it drafted; 0 without a draft. In reports of earlier versions left out. */
  draftTokens: JsonNumber
  /** Those of them that the answers have. In reports of earlier versions left out. */
  acceptedTokens: JsonNumber
  /** Mean number of requests in a step of the engine. */
  meanBatch: JsonNumber
}

/** Time that requests of a load waited for others before they were served. */
export interface QueueingRecord {
  /** Mean milliseconds that a request waited. They are part of its time to first token, and of its latency. */
  waitedMs: number
  /**
   * `server`: its own metrics, over the very same requests; `shape`: the times of the answers, for requests that are
   * served in the order in which they came: an estimate.
   */
  by: 'server' | 'shape'
  /** Requests that it serves at once; null where that is not known. */
  slots: JsonNumber
  /** Who says how many: the `server` (or whoever started it), or the `shape` of the answers; null where nobody does. */
  slotsBy: 'server' | 'shape' | null
}
