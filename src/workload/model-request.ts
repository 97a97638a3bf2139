import type { Call } from '../option-check/call.ts'
import { checkOptions } from '../option-check/check-options.ts'
import { answerFields, rulesText } from './answer-fields.ts'
import type { AnswerOptions, ChatAnswerOptions } from './answer-options.ts'
import type { AnswerRules } from './answer-rules.ts'
import { checkValidate } from './endpoint-request.ts'
import type { TextRequestKind } from './request-definition.ts'
import { modelRequestSchemas } from './request-schema.ts'
import type { RequestOptions } from './request.ts'
import { rulesOf } from './rules-of-fields.ts'
import type { JsonSchema, ValidateAnswer } from './validate-answer.ts'

/** Option of a local model's requests alone. */
interface DepthOption {
  /**
   * Tokens that stand in the context before each prompt: random ones, evaluated once a launch and in no request's time,
   * so that the speed at this depth is measured without its prefill each time. Default 0.
   */
  depth?: number
}

/** Options of a local model's `complete`. */
export interface ModelCompletionOptions extends RequestOptions, AnswerOptions, DepthOption {
  /**
   * Take the names of special tokens in the text, such as `<|im_start|>`, for those tokens. Default true, as
   * llama-server does.
   */
  parseSpecial?: boolean
}

/** Options of a local model's `chat`. */
export interface ModelChatOptions extends RequestOptions, ChatAnswerOptions, DepthOption {}

/** The options of a local model's request, checked, and those that are about its answers apart. */
export interface ModelRequest {
  /** Options for `completionDefinition` and `chatDefinition`, which check them. */
  readonly request: RequestOptions
  /** Tokens that stand before each prompt. */
  readonly depth: number
  readonly rules: AnswerRules
  /** Them as a report shows them; null for none. */
  readonly shown: string | null
  readonly validate: ValidateAnswer | JsonSchema | null
}

/**
 * Checks the options of a local model's request.
 * @throws LlmBenchError `invalid-workload` naming the option of the call, and the value
 */
export function modelRequest(
  kind: TextRequestKind,
  options: ModelCompletionOptions & ModelChatOptions,
  call: Call,
): ModelRequest {
  checkOptions(modelRequestSchemas[kind], options, { call, code: 'invalid-workload' })
  const { parseSpecial, thinking, validate, depth = 0, body = {}, ...others } = options
  const { stop, topP, topK, minP, logitBias, jsonSchema, grammar, tools, toolChoice, ...request } = others
  checkValidate(validate, call)
  const ofAnswers = { stop, topP, topK, minP, logitBias, jsonSchema, grammar, tools, toolChoice }
  // Looked at with the others, so that a field of the body does not say it a second time.
  answerFields({ thinking }, body, call)
  const fields = answerFields(ofAnswers, body, call)
  const rules: AnswerRules = {
    ...rulesOf(fields, { body, kind, call, ignoreEos: request.ignoreEos ?? false }),
    ...(thinking === undefined ? {} : { thinking }),
    ...(parseSpecial === undefined ? {} : { parseSpecial }),
  }
  const shown = rulesText({
    ...fields,
    ...(thinking === undefined ? {} : { thinking }),
    ...(parseSpecial === undefined ? {} : { parse_special: parseSpecial }),
  })
  return { request, depth, rules, shown, validate: validate ?? null }
}
