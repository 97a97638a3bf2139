/** One turn of a conversation. */
export interface ChatMessage {
  readonly role: 'system' | 'user' | 'assistant'
  readonly content: string
}

/** What every prompt may say of its answer. */
export interface AnswerLength {
  /** Most tokens of the answer to this prompt, in place of the request's `maxTokens`. */
  readonly maxTokens?: number
  /** True when `maxTokens` was estimated from the characters of a reference answer. */
  readonly maxTokensEstimated?: boolean
}

/** A text as it is. */
export interface TextPrompt extends AnswerLength {
  readonly kind: 'text'
  readonly text: string
}

/** Messages that are answered once. */
export interface MessagesPrompt extends AnswerLength {
  readonly kind: 'messages'
  readonly messages: readonly ChatMessage[]
}

/** Seeded random tokens, exactly this many; for an endpoint a text of about this many (`tokenText`). */
export interface TokensPrompt extends AnswerLength {
  readonly kind: 'tokens'
  readonly count: number
  /** The first of them are the same for every request of the run: what a prefix cache may keep. */
  readonly sharedTokens?: number
}

/** User turns asked one after the other, each with the answers so far before it. */
export interface Conversation extends AnswerLength {
  readonly kind: 'conversation'
  readonly system: string | null
  readonly turns: readonly string[]
  /** Milliseconds between an answer's end and the next turn. */
  readonly thinkMs: number
}

/** A prompt as it travels to a host. Plain data. */
export type Prompt = TextPrompt | MessagesPrompt | TokensPrompt | Conversation

/** How a model is to answer. */
export interface Sampling {
  /** Most tokens generated; a prompt's own `maxTokens` goes before, and none is larger. */
  readonly maxTokens: number
  /** 0 is greedy. */
  readonly temperature: number
  /** Seed of sampling and of random prompts; request `i` uses `seed + i`. */
  readonly seed: number
  /** Keep generating to `maxTokens` past the end-of-sequence token, so that the work is equal. */
  readonly ignoreEos: boolean
}
