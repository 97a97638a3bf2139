import { optionsOf } from '../../option-check/call.ts'
import { notAllowed } from '../../option-check/sentences.ts'
import { shown } from '../../option-check/shown.ts'
import { refuseObeying } from './refuse-obeying.ts'
import type { OpenLoad } from './plan.ts'

const mostAtOnce = 100_000

/**
 * An open load of one moment: all requests are sent at once, and the rest is how the server works
 * off the queue.
 *
 * @example bench('100 at once', { load: burst(100) }, vllm.chat('Why?'))
 * @throws LlmBenchError `invalid-option` unless `requests` is a whole number from 1 to 100,000
 */
export function burst(requests: number, ...none: readonly never[]): OpenLoad {
  if (!Number.isInteger(requests) || requests < 1 || requests > mostAtOnce) {
    throw notAllowed('burst(requests)', shown(requests), `a whole number of requests from 1 to ${mostAtOnce}`)
  }
  refuseObeying(optionsOf('burst', shown(requests)), none[0])
  return { kind: 'open', name: 'burst', arrivals: { kind: 'burst', requests }, maxConcurrency: null }
}
