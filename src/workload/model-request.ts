import type { Call } from '../option-check/call.ts'
import { checkOptions } from '../option-check/check-options.ts'
import type { AnswerRules, ThinkingEffort } from './answer-rules.ts'
import { modelChatSchema, modelCompletionSchema } from './model-request-schema.ts'
import type { RequestDefinition } from './request-definition.ts'
import type { RequestOptions } from './request.ts'

/** Options of a local model's `complete`. */
export interface ModelCompletionOptions extends RequestOptions {
  /**
   * Take the names of special tokens in the text, such as `<|im_start|>`, for those tokens. Default true, as
   * llama-server does.
   */
  parseSpecial?: boolean
}

/** Options of a local model's `chat`. */
export interface ModelChatOptions extends RequestOptions {
  /**
   * Whether the model is to think before it answers, or how much. Default: what its chat template has. A template
   * that knows no such switch is an error.
   */
  thinking?: boolean | ThinkingEffort
}

/** The options of a local model's request, checked, and those that are about its answers apart. */
export interface ModelRequest {
  /** Options for `completionDefinition` and `chatDefinition`, which check them. */
  readonly request: RequestOptions
  readonly rules: AnswerRules
}

/**
 * Checks the options of a local model's request.
 * @throws LlmBenchError `invalid-workload` naming the option of the call, and the value
 */
export function modelRequest(
  kind: RequestDefinition['kind'],
  options: ModelCompletionOptions & ModelChatOptions,
  call: Call,
): ModelRequest {
  checkOptions(kind === 'chat' ? modelChatSchema : modelCompletionSchema, options, { call, code: 'invalid-workload' })
  const { parseSpecial, thinking, ...request } = options
  return {
    request,
    rules: {
      ...(parseSpecial === undefined ? {} : { parseSpecial }),
      ...(thinking === undefined ? {} : { thinking }),
    },
  }
}
