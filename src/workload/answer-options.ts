import type { ThinkingEffort } from './answer-rules.ts'
import type { JsonSchema, ValidateAnswer } from './validate-answer.ts'

/**
 * Options of answers that local models and endpoints share: an endpoint is sent them as fields of its request, to a
 * local model they are applied here.
 */
export interface AnswerOptions {
  /** Texts that end the answer, of which they are no part: one, or several. */
  stop?: string | readonly string[]
  /** Sample from the fewest tokens whose probabilities reach this sum, above 0 to 1; only with a `temperature`. */
  topP?: number
  /** Sample from so many of the likeliest tokens, 0 for all; only with a `temperature`. */
  topK?: number
  /**
   * Leave out tokens less likely than this share of the likeliest one's probability, 0 to 1; only with a
   * `temperature`.
   */
  minP?: number
  /**
   * Added to the logits of tokens, by their numbers in the vocabulary, -100 to 100; `false` never takes the token.
   * Local models and llama-server also take a text for its tokens.
   */
  logitBias?: Readonly<Record<string, number | false>>
  /** JSON schema that the answer is held to while it is generated; sent as `response_format`. */
  jsonSchema?: JsonSchema
  /** GBNF grammar that the answer is held to while it is generated; of servers only llama-server knows it. */
  grammar?: string
  /**
   * Further fields of the request, by their names in OpenAI's API: `response_format`, `top_p`, … Those of an endpoint
   * are passed on as they are. A field that an option of ours sets is refused here.
   */
  body?: Readonly<Record<string, unknown>>
  /**
   * Judges each answer after the run's clock: true, or the reason why it counts as failed. A JSON
   * schema asks for a text that parses and fits (needs `ajv`).
   */
  validate?: ValidateAnswer | JsonSchema
}

/** Further ones of chats. */
export interface ChatAnswerOptions extends AnswerOptions {
  /** Tools that the model may call, as OpenAI's API describes them: `{ type: 'function', function: { name, … } }`. */
  tools?: readonly Readonly<Record<string, unknown>>[]
  /** Whether it must call one: `auto` (the default), `none`, `required`, or the one tool as OpenAI's API names it. */
  toolChoice?: 'auto' | 'none' | 'required' | Readonly<Record<string, unknown>>
  /**
   * Whether the model is to think before it answers, or how much. Default: what its chat template has. A local model
   * whose template knows no such switch is an error; an endpoint is sent `chat_template_kwargs`, or `reasoning_effort`.
   */
  thinking?: boolean | ThinkingEffort
}
