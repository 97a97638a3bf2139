import type { Call } from '../../option-check/call.ts'
import { isOptions } from '../../option-check/is-options.ts'
import { notAllowed } from '../../option-check/sentences.ts'
import { shown } from '../../option-check/shown.ts'
import type { EndpointOptions } from './endpoint-options.ts'

/** Options of an endpoint whose address is known already. */
export type FurtherOptions = Omit<EndpointOptions, 'url'>

/**
 * The value given as the options of an endpoint whose address is known: looked at as a whole only, for each
 * of them is checked with the address.
 *
 * @throws LlmBenchError `invalid-option` for anything else than options, and for a second address. A text
 * is not shown: it may be the key
 */
export function furtherOptions(given: unknown, call: Call): FurtherOptions {
  if (given === undefined) return {}
  if (!isOptions(given)) {
    throw notAllowed(call(''), typeof given === 'string' ? 'a text' : shown(given), 'options such as { apiKey, model }')
  }
  if ('url' in given) throw notAllowed(call('url'), 'a second address', 'the options without it')
  return given
}
