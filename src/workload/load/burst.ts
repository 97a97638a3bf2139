import { optionsOf } from '../../option-check/call.ts'
import { shown } from '../../option-check/shown.ts'
import { refuseObeying } from './refuse-obeying.ts'
import { checkValue } from '../../option-check/check-value.ts'
import { noMore } from '../../option-check/no-more.ts'
import { atOnceSchema } from './load-schema.ts'
import type { OpenLoad } from './plan.ts'

/**
 * An open load of one moment: all requests are sent at once, and the rest is how the server works
 * off the queue.
 *
 * @example bench('100 at once', { load: burst(100) }, vllm.chat('Why?'))
 * @throws LlmBenchError `invalid-option` unless `requests` is a whole number from 1 to 100,000
 */
export function burst(requests: number): OpenLoad
export function burst(requests: number, ...more: unknown[]): OpenLoad {
  refuseObeying(optionsOf('burst', shown(requests)), more[0])
  noMore('burst(requests)', more)
  checkValue(atOnceSchema, requests, 'burst(requests)')
  return { kind: 'open', name: 'burst', arrivals: { kind: 'burst', requests }, maxConcurrency: null }
}
