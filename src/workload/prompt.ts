/** One turn of a conversation. */
export interface ChatMessage {
  readonly role: 'system' | 'user' | 'assistant'
  readonly content: string
}

/** A prompt as it travels to a host. */
export type Prompt =
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'messages'; readonly messages: readonly ChatMessage[] }
  /** Seeded random tokens, exactly this many. */
  | { readonly kind: 'tokens'; readonly count: number }

/** How a model is to answer. */
export interface Sampling {
  /** Most tokens generated. */
  readonly maxTokens: number
  /** 0 is greedy. */
  readonly temperature: number
  /** Seed of sampling and of random prompts; request `i` uses `seed + i`. */
  readonly seed: number
  /** Keep generating to `maxTokens` past the end-of-sequence token, so that the work is equal. */
  readonly ignoreEos: boolean
}
