import { isObject } from '../../json.ts'
import type { Call } from '../../option-check/call.ts'
import { notAllowed } from '../../option-check/sentences.ts'
import { shown } from '../../option-check/shown.ts'

/**
 * Refuses the option `obeyRetryAfter` of an open load.
 * @throws LlmBenchError `invalid-option` with the way out
 */
export function refuseObeying(call: Call, options: unknown): void {
  if (!isObject(options) || options['obeyRetryAfter'] === undefined) return
  throw notAllowed(
    call('obeyRetryAfter'),
    shown(options['obeyRetryAfter']),
    'it to a closed load, concurrent(n, { obeyRetryAfter: true }): an open one sends when its schedule says so',
  )
}
