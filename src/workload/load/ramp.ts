import { optionsOf } from '../../option-check/call.ts'
import { notAllowed } from '../../option-check/sentences.ts'
import { shown } from '../../option-check/shown.ts'
import type { OpenLoad } from './plan.ts'
import type { RateOptions } from './load-options.ts'
import { mostPerSecond } from './load-schema.ts'
import { rateOptions } from './rate.ts'

/**
 * An open load whose rate changes linearly: the way to see where a server begins to queue. It ends
 * with its duration; a lower number of `requests` ends it earlier.
 *
 * @param from requests per second at the start
 * @param to requests per second at the end
 * @param durationMs milliseconds from start to end
 * @example bench('ramp', { load: ramp(1, 20, 60_000) }, vllm.chat('Why?'))
 * @throws LlmBenchError `invalid-option` naming the option and the value
 */
export function ramp(from: number, to: number, durationMs: number, options: RateOptions = {}): OpenLoad {
  if (![from, to].every((perSecond) => perSecond >= 0 && perSecond <= mostPerSecond) || from + to === 0) {
    throw notAllowed(
      'ramp(from, to, durationMs)',
      `${shown(from)} to ${shown(to)}`,
      `requests per second of 0 or more, at most ${mostPerSecond}, and not both 0`,
    )
  }
  if (!(durationMs > 0 && Number.isFinite(durationMs))) {
    throw notAllowed(
      'ramp(from, to, durationMs)',
      shown(durationMs),
      'the duration in milliseconds, for example 60_000',
    )
  }
  const call = optionsOf('ramp', shown(from), shown(to), shown(durationMs))
  const { spacing, maxConcurrency } = rateOptions(call, options)
  return { kind: 'open', name: 'ramp', arrivals: { kind: 'ramp', from, to, durationMs, spacing }, maxConcurrency }
}
