import type { AnswerRules } from './answer-rules.ts'

/** One turn of a conversation. */
export interface ChatMessage {
  readonly role: 'system' | 'user' | 'assistant'
  readonly content: string
}

/** Length of a prompt's answer, where the prompt says one. */
export interface AnswerLength {
  /** Most tokens of the answer to this prompt, in place of the request's `maxTokens`. */
  readonly maxTokens?: number
  /** True when `maxTokens` was estimated from the characters of a reference answer. */
  readonly maxTokensEstimated?: boolean
}

/** The answer that a prompt wants, where it says one: scorers get it, no model does. */
export interface WantedAnswer extends AnswerLength {
  /** Any JSON value. */
  readonly expected?: unknown
}

/** A text as it is. */
export interface TextPrompt extends WantedAnswer {
  readonly kind: 'text'
  readonly text: string
}

/** Messages that are answered once. */
export interface MessagesPrompt extends WantedAnswer {
  readonly kind: 'messages'
  readonly messages: readonly ChatMessage[]
}

/** Seeded random tokens, exactly this many; for an endpoint a text of about this many (`tokenText`). */
export interface TokensPrompt extends AnswerLength {
  readonly kind: 'tokens'
  readonly count: number
  /** Number of tokens at the start that all requests of the run share, and that a prefix cache may keep. */
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

/** Texts that one request has made vectors of. */
export interface TextsPrompt extends AnswerLength {
  readonly kind: 'texts'
  readonly texts: readonly string[]
  /** Numbers of each vector that are asked for; null for as many as the model has. */
  readonly dimensions: number | null
  /** Whether the vectors are the text of the answer: for whoever asks once; those of a run are in no journal. */
  readonly keep?: true
}

/** Documents that one request has ordered by how well they fit a query. */
export interface RankingPrompt extends AnswerLength {
  readonly kind: 'ranking'
  readonly query: string
  readonly documents: readonly string[]
  /** Best documents that are asked for; null for all. */
  readonly topN: number | null
  /** As of {@link TextsPrompt}. */
  readonly keep?: true
}

/** A prompt that is answered with vectors or scores: no token is generated for it. */
export type ItemsPrompt = TextsPrompt | RankingPrompt

/** Whether a prompt is answered with vectors or scores. */
export function isItemsPrompt(prompt: Prompt): prompt is ItemsPrompt {
  return prompt.kind === 'texts' || prompt.kind === 'ranking'
}

/** Number of texts or documents of a prompt. */
export function itemsOf(prompt: ItemsPrompt): number {
  return prompt.kind === 'texts' ? prompt.texts.length : prompt.documents.length
}

/** All texts of a prompt that the model reads; a query once for each of its documents. */
export function textsOf(prompt: ItemsPrompt): readonly string[] {
  return prompt.kind === 'texts' ? prompt.texts : prompt.documents.map((document) => `${prompt.query}\n${document}`)
}

/** A prompt as it travels to a host. Plain data. */
export type Prompt = TextPrompt | MessagesPrompt | TokensPrompt | Conversation | ItemsPrompt

/** Settings by which a model is to answer. */
export interface Sampling {
  /** Most tokens generated; a prompt's own `maxTokens` goes before, and none is larger. */
  readonly maxTokens: number
  /** Temperature of sampling; 0 is greedy. */
  readonly temperature: number
  /** Seed of sampling and of random prompts; request `i` uses `seed + i`. */
  readonly seed: number
  /** Keep generating to `maxTokens` past the end-of-sequence token, so that the work is equal. */
  readonly ignoreEos: boolean
  /**
   * Tokens that stand in a local model's context before each prompt: evaluated once a launch, in no request's time.
   * Absent for none.
   */
  readonly depth?: number
  /** Further rules of a local model's answers; absent where there are none. */
  readonly rules?: AnswerRules
}
