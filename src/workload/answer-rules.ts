/** Effort that a model is to think with, as templates know it. */
export type ThinkingEffort = 'low' | 'medium' | 'high'

/** Rules of the answers of a local model beyond their length and temperature. Plain data; all optional. */
export interface AnswerRules {
  /** False where the names of special tokens in a text are text. */
  readonly parseSpecial?: boolean
  /** Whether the model is to think before it answers, or how much; absent for what its template has. */
  readonly thinking?: boolean | ThinkingEffort
  /** Further variables of the chat template. */
  readonly template?: Readonly<Record<string, unknown>>
}
