import type { Call } from '../option-check/call.ts'
import { checkOptions } from '../option-check/check-options.ts'
import { notAllowed } from '../option-check/sentences.ts'
import { isLengthDistribution, leastLength } from './lengths.ts'
import { answerFields, type AnswerFields, rulesText } from './answer-fields.ts'
import type { ChatAnswerOptions } from './answer-options.ts'
import { assertJson } from './passed-on.ts'
import type { TextRequestKind } from './request-definition.ts'
import { endpointRequestSchemas } from './request-schema.ts'
import type { RequestOptions } from './request.ts'
import type { JsonSchema, ValidateAnswer } from './validate-answer.ts'

/** Options of an endpoint's `complete` and `chat`; `tools`, `toolChoice` and `thinking` are of `chat` alone. */
export interface EndpointRequestOptions extends RequestOptions, ChatAnswerOptions {
  /**
   * A nonce of constant length at the start of each prompt, so that no prefix cache helps. Default
   * true, unless prompts share a prefix on purpose.
   */
  nonce?: boolean
  /** Stream the answer. Default true; without it there is no time to first token. */
  stream?: boolean
  /** Fewest tokens generated, sent as `min_tokens` to servers that know it. */
  minTokens?: number
}

/** The options of an endpoint's request, checked, and those that are about the prompt apart. */
export interface EndpointRequest {
  /** Options for `completionDefinition` and `chatDefinition`, which check them. */
  readonly request: RequestOptions
  /** All further fields: those of the options, and those of `body`. */
  readonly body: AnswerFields
  /** Rules of its answers as a report shows them: of the options, since a value in `body` may be a key. */
  readonly rules: string | null
  readonly validate: ValidateAnswer | JsonSchema | null
  /** The option as it was given; null when it was left out: see `wantsNonce`. */
  readonly nonce: boolean | null
  readonly stream: boolean
  readonly minTokens: number | null
}

/**
 * Checks the options of an endpoint's request.
 * @throws LlmBenchError `invalid-workload` naming the option of the call, and the value
 */
export function endpointRequest(options: EndpointRequestOptions, call: Call, kind: TextRequestKind): EndpointRequest {
  checkOptions(endpointRequestSchemas[kind], options, { call, code: 'invalid-workload' })
  const { validate, nonce, stream = true, minTokens, ...others } = options
  const { body = {}, stop, topP, topK, minP, logitBias, jsonSchema, grammar, ...further } = others
  const { tools, toolChoice, thinking, ...request } = further
  const ofAnswers = { stop, topP, topK, minP, logitBias, jsonSchema, grammar, tools, toolChoice, thinking }
  checkValidate(validate, call)
  if (minTokens !== undefined) checkFewest(minTokens, request.maxTokens, call)
  return {
    request,
    body: answerFields(ofAnswers, body, call),
    rules: rulesText(answerFields(ofAnswers, {}, call)),
    validate: validate ?? null,
    nonce: nonce ?? null,
    stream,
    minTokens: minTokens ?? null,
  }
}

/**
 * Refuses a schema to judge answers by that is no plain JSON.
 * @throws LlmBenchError `invalid-workload`
 */
export function checkValidate(validate: ValidateAnswer | JsonSchema | undefined, call: Call): void {
  if (validate === undefined || typeof validate === 'function') return
  assertJson(validate, call, 'validate', 'a JSON schema, which is plain JSON')
}

function checkFewest(minTokens: number, maxTokens: RequestOptions['maxTokens'], call: Call): void {
  const most = isLengthDistribution(maxTokens) ? leastLength(maxTokens) : maxTokens
  if (most === undefined || minTokens <= most) return
  throw notAllowed(call('minTokens'), `${minTokens} where maxTokens can be ${most}`, `at most ${most}`, {
    code: 'invalid-workload',
  })
}
