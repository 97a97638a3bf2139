import type { JsonSchema } from './validate-answer.ts'

/** Effort that a model is to think with, as templates know it. */
export type ThinkingEffort = 'low' | 'medium' | 'high'

/** A function that a model may call. */
export interface ToolFunction {
  readonly name: string
  readonly description?: string
  /** JSON schema of its arguments. */
  readonly parameters?: JsonSchema
}

/** A tool as chat templates and OpenAI's API describe it. */
export interface Tool {
  readonly type: 'function'
  readonly function: ToolFunction
}

/** Form that answers are held to while they are generated: a GBNF grammar, or JSON of a schema (null for any). */
export type AnswerForm =
  | { readonly kind: 'gbnf'; readonly grammar: string }
  | { readonly kind: 'json'; readonly schema: JsonSchema | null }

/** Whether a tool must be called: `required` any, or the one that is named. */
export type ToolChoice = 'auto' | 'none' | 'required' | { readonly name: string }

/** Bias of a token, by its number or the text it is of; null where it is never taken. */
export type TokenBiases = readonly (readonly [token: number | string, bias: number | null])[]

/** Rules of the answers of a local model beyond their length and temperature. Plain data; all optional. */
export interface AnswerRules {
  /** False where the names of special tokens in a text are text. */
  readonly parseSpecial?: boolean
  /** Whether the model is to think before it answers, or how much; absent for what its template has. */
  readonly thinking?: boolean | ThinkingEffort
  /** Further variables of the chat template. */
  readonly template?: Readonly<Record<string, unknown>>
  readonly stop?: readonly string[]
  readonly topP?: number
  readonly topK?: number
  readonly minP?: number
  readonly logitBias?: TokenBiases
  readonly form?: AnswerForm
  readonly tools?: readonly Tool[]
  readonly toolChoice?: ToolChoice
}
