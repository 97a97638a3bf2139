import { optionsOf } from '../../option-check/call.ts'
import { checkValue } from '../../option-check/check-value.ts'
import { noMore } from '../../option-check/no-more.ts'
import { notAllowed } from '../../option-check/sentences.ts'
import { shown } from '../../option-check/shown.ts'
import type { OpenLoad } from './plan.ts'
import type { RateOptions } from './load-options.ts'
import { durationSchema, perSecondOrNoneSchema } from './load-schema.ts'
import { rateOptions } from './rate.ts'

/** Shortest duration: nobody ramps a load within a second, and who gives less means seconds. */
const leastMs = 1000

/**
 * An open load whose rate changes linearly: the way to see where a server begins to queue. It ends
 * with its duration; a lower number of `requests` ends it earlier.
 *
 * @param from requests per second at the start
 * @param to requests per second at the end
 * @param durationMs milliseconds from start to end, a second or more: less is meant as seconds
 * @example bench('ramp', { load: ramp(1, 20, 60_000) }, vllm.chat('Why?'))
 * @throws LlmBenchError `invalid-option` naming the option and the value
 */
export function ramp(from: number, to: number, durationMs: number, options?: RateOptions): OpenLoad
export function ramp(
  from: number,
  to: number,
  durationMs: number,
  options: RateOptions = {},
  ...more: unknown[]
): OpenLoad {
  noMore('ramp(from, to, durationMs, options)', more)
  checkValue(perSecondOrNoneSchema, from, 'ramp(from)')
  checkValue(perSecondOrNoneSchema, to, 'ramp(to)')
  if (from + to === 0) throw notAllowed('ramp(from, to)', '0 to 0', 'one of them requests per second above 0')
  checkDuration(durationMs)
  const call = optionsOf('ramp', shown(from), shown(to), shown(durationMs))
  const { spacing, maxConcurrency } = rateOptions(call, options)
  return { kind: 'open', name: 'ramp', arrivals: { kind: 'ramp', from, to, durationMs, spacing }, maxConcurrency }
}

function checkDuration(durationMs: number): void {
  checkValue(durationSchema, durationMs, 'ramp(durationMs)')
  if (durationMs >= leastMs) return
  const meant = `${durationMs} s are ${durationMs * leastMs}`
  throw notAllowed('ramp(durationMs)', shown(durationMs), `milliseconds, ${leastMs} or more: ${meant}`)
}
