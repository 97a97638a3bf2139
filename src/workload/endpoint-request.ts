import type { Call } from '../option-check/call.ts'
import { checkOptions } from '../option-check/check-options.ts'
import { notAllowed } from '../option-check/sentences.ts'
import { isLengthDistribution, leastLength } from './lengths.ts'
import { assertJson, checkPassedOn } from './passed-on.ts'
import { endpointRequestSchema } from './request-schema.ts'
import type { RequestOptions } from './request.ts'
import type { JsonSchema, ValidateAnswer } from './validate-answer.ts'

/** Options of an endpoint's `complete` and `chat`. */
export interface EndpointRequestOptions extends RequestOptions {
  /**
   * Further fields of the request body, passed on as they are: `tools`, `response_format`, `top_p`, …
   * A field that an option of ours sets is refused here.
   */
  body?: Readonly<Record<string, unknown>>
  /**
   * Judges each answer after the run's clock: true, or the reason why it counts as failed. A JSON
   * schema asks for a text that parses and fits (needs `ajv`).
   */
  validate?: ValidateAnswer | JsonSchema
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
  readonly body: Readonly<Record<string, unknown>>
  readonly validate: ValidateAnswer | JsonSchema | null
  /** The option as it was given; null when it was left out: see `wantsNonce`. */
  readonly nonce: boolean | null
  readonly stream: boolean
  readonly minTokens: number | null
}

/** Fields of the body that would contradict what is measured, each with what to give instead. */
const reserved: ReadonlyMap<string, string> = new Map([
  ['messages', 'the messages to chat()'],
  ['prompt', 'the prompt to complete()'],
  ['stream', 'option stream'],
  ['stream_options', 'nothing: it is set wherever the server knows it'],
  ['model', "the endpoint's option model"],
  ['n', 'nothing: one answer a request is measured'],
  ['max_tokens', 'option maxTokens'],
  ['max_completion_tokens', "option maxTokens, and the endpoint's option fields for its name"],
  ['min_tokens', 'option minTokens'],
  ['temperature', 'option temperature'],
  ['seed', 'option seed'],
  ['ignore_eos', 'option ignoreEos'],
])

/**
 * Checks the options of an endpoint's request.
 * @throws LlmBenchError `invalid-workload` naming the option of the call, and the value
 */
export function endpointRequest(options: EndpointRequestOptions, call: Call): EndpointRequest {
  checkOptions(endpointRequestSchema, options, { call, code: 'invalid-workload' })
  const { body = {}, validate, nonce, stream = true, minTokens, ...request } = options
  checkPassedOn(body, { call, option: 'body', reserved })
  if (validate !== undefined && typeof validate !== 'function') {
    assertJson(validate, call, 'validate', 'a JSON schema, which is plain JSON')
  }
  if (minTokens !== undefined) checkFewest(minTokens, request.maxTokens, call)
  return { request, body, validate: validate ?? null, nonce: nonce ?? null, stream, minTokens: minTokens ?? null }
}

function checkFewest(minTokens: number, maxTokens: RequestOptions['maxTokens'], call: Call): void {
  const most = isLengthDistribution(maxTokens) ? leastLength(maxTokens) : maxTokens
  if (most === undefined || minTokens <= most) return
  throw notAllowed(call('minTokens'), `${minTokens} where maxTokens can be ${most}`, `at most ${most}`, {
    code: 'invalid-workload',
  })
}
