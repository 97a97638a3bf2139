/** Options that every preset has. They stand apart from their schemas, which readers of types have no use for. */
export interface CommonServerOptions {
  /** Path of the program, where it is not to be looked for. */
  readonly binary?: string
  /** Further arguments, after those of the preset. */
  readonly args?: readonly string[]
  /** Variables added to the environment. Values are never written to a message or a report. */
  readonly env?: Readonly<Record<string, string>>
  /** Working folder; this process's by default. */
  readonly cwd?: string
  /** Milliseconds until the server must be ready. */
  readonly readyTimeout?: number
}

/** Options of a llama-server whatever it serves; one that is left out is llama-server's own choice. */
export interface LlamaServerSettings extends CommonServerOptions {
  /** Tokens one slot holds. Without `parallel` the server's slots share that many. */
  readonly contextSize?: number
  /** Number of slots: requests that are decoded at the same time. */
  readonly parallel?: number
  /** Number of CPU threads. */
  readonly threads?: number
  /** Layers on the GPU; `max` all of them. */
  readonly gpuLayers?: number | 'max'
  /** Most tokens evaluated in one step. */
  readonly batchSize?: number
  readonly flashAttention?: boolean | 'auto'
  /** Lets a prompt reuse what an earlier one left; false by default, so that each is evaluated whole. */
  readonly cachePrompt?: boolean
  /** Serves `/metrics`; true by default. */
  readonly metrics?: boolean
  /** Seed of the sampler. */
  readonly seed?: number
}

/** Options of a llama-server whose model makes vectors or scores. */
export interface LlamaEncoderOptions {
  /**
   * Serves vectors only, for `embed()`. A name says how those of the tokens become one; `true` leaves that to the
   * model's file.
   */
  readonly embedding?: boolean | 'mean' | 'cls' | 'last'
  /** Serves rankings only, for `rerank()`. The model needs a classifier. */
  readonly reranking?: boolean
}
