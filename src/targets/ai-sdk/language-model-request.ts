import { isObject } from '../../json.ts'
import { checkOptions } from '../../option-check/check-options.ts'
import { notAllowed } from '../../option-check/sentences.ts'
import { shown } from '../../option-check/shown.ts'
import { type EndpointRequest, type EndpointRequestOptions, endpointRequest } from '../../workload/endpoint-request.ts'
import { checkPassedOn } from '../../workload/passed-on.ts'
import { requestCalls } from '../../workload/request-calls.ts'
import { languageModelRequestSchema } from '../../workload/request-schema.ts'
import type { RequestOptions } from '../../workload/request.ts'

/** Options of a language model's `chat`. */
export interface LanguageModelRequestOptions
  extends Omit<RequestOptions, 'ignoreEos'>, Pick<EndpointRequestOptions, 'validate' | 'nonce' | 'stream'> {
  /**
   * Further call options of the AI SDK's specification, as JSON: `providerOptions`, `tools`,
   * `toolChoice`, `responseFormat`, `topP`, …
   */
  callOptions?: Readonly<Record<string, unknown>>
}

/** Options of a language model's `chat`, checked. */
export interface LanguageModelRequest extends Pick<EndpointRequest, 'request' | 'validate' | 'nonce' | 'stream'> {
  readonly callOptions: Readonly<Record<string, unknown>>
}

/** Call options that would contradict what is measured, each with what to give instead. */
const reserved: ReadonlyMap<string, string> = new Map([
  ['prompt', 'the messages to chat()'],
  ['maxOutputTokens', 'option maxTokens'],
  ['temperature', 'option temperature'],
  ['seed', 'option seed'],
  ['abortSignal', 'option timeout of languageModel()'],
  ['includeRawChunks', 'nothing: raw chunks are not looked at'],
])

/**
 * Checks the options of a language model's `chat`.
 * @throws LlmBenchError `invalid-workload` naming the option and the value
 */
export function languageModelRequest(options: LanguageModelRequestOptions): LanguageModelRequest {
  const call = requestCalls.chat
  if (isObject(options) && 'ignoreEos' in options) {
    throw notAllowed(
      call('ignoreEos'),
      shown(options['ignoreEos']),
      'callOptions: { providerOptions: { name: { ignore_eos: true } } } where the server knows it, ' +
        'for the AI SDK has no such setting',
      { code: 'invalid-workload' },
    )
  }
  checkOptions(languageModelRequestSchema, options, { call, code: 'invalid-workload' })
  const { callOptions = {}, ...others } = options
  checkPassedOn(callOptions, { call, option: 'callOptions', reserved })
  const { request, validate, nonce, stream } = endpointRequest(others, call, 'chat')
  return { request, validate, nonce, stream, callOptions }
}
