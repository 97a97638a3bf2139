/** Where the token counts of a request come from, best first. */
export type TokenSource = 'usage' | 'engine' | 'tokenizer' | 'chunks' | 'estimated'

/** Why generation ended: the asked length, an end-of-sequence token, or somebody's abort. */
export type FinishReason = 'length' | 'stop' | 'aborted'

/** The classes a failed request is counted under. */
export type FailureClass = 'empty' | 'engine' | 'aborted' | 'timeout'

/** Tokens of one request. `cached` are input tokens the engine did not have to evaluate. */
export interface TokenCounts {
  readonly input: number
  readonly output: number
  readonly cached: number
  readonly source: TokenSource
}

interface SampleBase {
  /** Order in which the request was started, 0-based, over warm-up and measured ones together. */
  readonly index: number
  readonly phase: 'warmup' | 'measured'
  /** Block of an interleaved comparison; 0 when the run was not interleaved. */
  readonly slot: number
  /** Which of the concurrent streams sent it, 0-based. */
  readonly stream: number
  /** When the load plan wanted the request: CLOCK_MONOTONIC milliseconds, as every stamp here. */
  readonly intended: number
  /** When the host took the request, before tokenization and the chat template. */
  readonly sent: number
  /** Last generated chunk; for a failed request the moment the failure was known. */
  readonly end: number
  readonly tokens: TokenCounts
  /** Stamp of every chunk that carried generated tokens, in order. */
  readonly chunkTimes: readonly number[]
  /** What the model wrote. Untrusted text: escape before rendering. */
  readonly text: string
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
}

/** A request that was not: it counts as +infinity in the adjusted series. */
export interface FailedSample extends SampleBase {
  readonly state: 'failed'
  readonly failure: { readonly class: FailureClass; readonly message: string }
}

/** The record of one request, as the journal keeps it. */
export type Sample = CompletedSample | FailedSample
