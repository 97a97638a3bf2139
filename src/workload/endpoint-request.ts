import { isObject } from '../json.ts'
import { invalidWorkload, refuseForeignOptions, refuseNoOptions, shown } from './invalid-workload.ts'
import { notJson } from './json-value.ts'
import { isLengthDistribution, leastLength } from './lengths.ts'
import { type RequestOptions, requestOptionNames } from './request.ts'
import type { JsonSchema, ValidateAnswer } from './validate-answer.ts'

/** Options of an endpoint's `complete` and `chat`. */
export interface EndpointRequestOptions extends RequestOptions {
  /**
   * Further fields of the request body, passed on as they are: `tools`, `response_format`, `top_p`, …
   * What an option of ours says cannot be said here.
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
  /** For `completionDefinition` and `chatDefinition`, which check them. */
  readonly request: RequestOptions
  readonly body: Readonly<Record<string, unknown>>
  readonly validate: ValidateAnswer | JsonSchema | null
  /** What was said; null when nothing: see `wantsNonce`. */
  readonly nonce: boolean | null
  readonly stream: boolean
  readonly minTokens: number | null
}

/** Body fields that would contradict what is measured, each with the way to say it. */
const reservedFields: ReadonlyMap<string, string> = new Map([
  ['messages', 'give the messages to chat()'],
  ['prompt', 'give the prompt to complete()'],
  ['stream', 'use option stream'],
  ['stream_options', 'it is set wherever the server knows it'],
  ['model', "use the endpoint's option model"],
  ['n', 'one answer a request is measured'],
  ['max_tokens', 'use option maxTokens'],
  ['max_completion_tokens', "use option maxTokens, and the endpoint's option limitField for its name"],
  ['min_tokens', 'use option minTokens'],
  ['temperature', 'use option temperature'],
  ['seed', 'use option seed'],
  ['ignore_eos', 'use option ignoreEos'],
])

/** @throws LlmBenchError `invalid-workload` naming the option and the value */
export function endpointRequest(options: EndpointRequestOptions): EndpointRequest {
  refuseNoOptions(options)
  const { body = {}, validate, nonce, stream = true, minTokens, ...request } = options
  const { maxTokens: _m, temperature: _t, seed: _s, ignoreEos: _i, prompts: _p, ...others } = request
  refuseForeignOptions(others, [...requestOptionNames, 'body', 'validate', 'nonce', 'stream', 'minTokens'])
  checkBody(body)
  if (validate !== undefined && typeof validate !== 'function') checkSchema(validate)
  checkBoolean('nonce', nonce)
  checkBoolean('stream', stream)
  if (minTokens !== undefined) checkMinTokens(minTokens, request.maxTokens)
  return { request, body, validate: validate ?? null, nonce: nonce ?? null, stream, minTokens: minTokens ?? null }
}

function checkBody(body: unknown): void {
  if (!isObject(body)) throw invalidWorkload(`option body is ${shown(body)}: give an object of further request fields`)
  for (const name of Object.keys(body)) {
    const instead = reservedFields.get(name)
    // The value stays out of the message: a body may hold a secret.
    if (instead !== undefined) throw invalidWorkload(`option body has the field ${name}: leave it out, ${instead}`)
  }
  const problem = notJson(body)
  if (problem !== null) throw invalidWorkload(`option body${problem}: give what JSON can hold`)
}

function checkSchema(schema: unknown): void {
  if (!isObject(schema)) {
    throw invalidWorkload(
      `option validate is ${shown(schema)}: give a function (response) => true or a reason, or a JSON schema`,
    )
  }
  const problem = notJson(schema)
  if (problem !== null) throw invalidWorkload(`option validate${problem}: a JSON schema is plain JSON`)
}

function checkBoolean(name: string, value: unknown): void {
  if (value !== undefined && typeof value !== 'boolean') {
    throw invalidWorkload(`option ${name} is ${shown(value)}: give true or false`)
  }
}

function checkMinTokens(minTokens: number, maxTokens: RequestOptions['maxTokens']): void {
  if (!Number.isInteger(minTokens) || minTokens < 1) {
    throw invalidWorkload(`option minTokens is ${minTokens}: give a whole number of at least 1`)
  }
  const least = isLengthDistribution(maxTokens) ? leastLength(maxTokens) : maxTokens
  if (least !== undefined && minTokens > least) {
    throw invalidWorkload(
      `option minTokens is ${minTokens} and maxTokens can be ${least}: give a minTokens of at most that`,
    )
  }
}
