import { type EndpointRequest, type EndpointRequestOptions, endpointRequest } from '../../workload/endpoint-request.ts'
import { invalidWorkload, refuseForeignOptions, shown } from '../../workload/invalid-workload.ts'
import { notJson } from '../../workload/json-value.ts'
import { type RequestOptions, requestOptionNames } from '../../workload/request.ts'

/** Options of a language model's `chat`. */
export interface LanguageModelRequestOptions
  extends Omit<RequestOptions, 'ignoreEos'>, Pick<EndpointRequestOptions, 'validate' | 'nonce' | 'stream'> {
  /**
   * Further call options of the AI SDK's specification, as JSON: `providerOptions`, `tools`,
   * `toolChoice`, `responseFormat`, `topP`, …
   */
  callOptions?: Readonly<Record<string, unknown>>
}

/** The same, checked. */
export interface LanguageModelRequest extends Pick<EndpointRequest, 'request' | 'validate' | 'nonce' | 'stream'> {
  readonly callOptions: Readonly<Record<string, unknown>>
}

/** Call options that would contradict what is measured, each with the way to say it. */
const reserved: ReadonlyMap<string, string> = new Map([
  ['prompt', 'give the messages to chat()'],
  ['maxOutputTokens', 'use option maxTokens'],
  ['temperature', 'use option temperature'],
  ['seed', 'use option seed'],
  ['abortSignal', 'use option timeout of languageModel()'],
  ['includeRawChunks', 'raw chunks are not looked at'],
])
const ownNames = ['callOptions', 'validate', 'nonce', 'stream']

/** @throws LlmBenchError `invalid-workload` naming the option and the value */
export function languageModelRequest(options: LanguageModelRequestOptions): LanguageModelRequest {
  const { callOptions = {}, ...others } = options
  if ('ignoreEos' in others) {
    throw invalidWorkload(
      'option ignoreEos: the AI SDK has no such setting; where the server knows one, give callOptions: { providerOptions: { name: { ignore_eos: true } } }',
    )
  }
  const names = [...requestOptionNames.filter((name) => name !== 'ignoreEos'), ...ownNames]
  const foreign = Object.entries(others).filter(([name]) => !names.includes(name))
  refuseForeignOptions(Object.fromEntries(foreign), names)
  checkCallOptions(callOptions)
  const { request, validate, nonce, stream } = endpointRequest(others)
  return { request, validate, nonce, stream, callOptions }
}

function checkCallOptions(callOptions: unknown): void {
  if (typeof callOptions !== 'object' || callOptions === null || Array.isArray(callOptions)) {
    throw invalidWorkload(`option callOptions is ${shown(callOptions)}: give an object of the AI SDK's call options`)
  }
  for (const name of Object.keys(callOptions)) {
    const instead = reserved.get(name)
    // The value stays out of the message: headers may hold a secret.
    if (instead !== undefined)
      throw invalidWorkload(`option callOptions has the field ${name}: leave it out, ${instead}`)
  }
  const problem = notJson(callOptions)
  if (problem !== null) throw invalidWorkload(`option callOptions${problem}: give what JSON can hold`)
}
