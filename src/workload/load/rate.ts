import { type Call, optionsOf } from '../../option-check/call.ts'
import { checkOptions } from '../../option-check/check-options.ts'
import { checkValue } from '../../option-check/check-value.ts'
import { noMore } from '../../option-check/no-more.ts'
import { shown } from '../../option-check/shown.ts'
import type { RateOptions } from './load-options.ts'
import { perSecondSchema, rateSchema } from './load-schema.ts'
import type { OpenLoad } from './plan.ts'
import { refuseObeying } from './refuse-obeying.ts'
import { spacingOf } from './spacing.ts'

/**
 * Checks the options of `rate` and `ramp`.
 * @throws LlmBenchError `invalid-option` naming the option and the value
 */
export function rateOptions(
  call: Call,
  options: RateOptions,
): Pick<OpenLoad, 'maxConcurrency'> & {
  readonly spacing: ReturnType<typeof spacingOf>
} {
  refuseObeying(call, options)
  const { arrivals, burstiness, maxConcurrency } = checkOptions(rateSchema, options, { call })
  return { spacing: spacingOf(call, arrivals, burstiness), maxConcurrency: maxConcurrency ?? null }
}

/**
 * An open load: requests arrive at a mean rate, whether or not earlier ones are answered.
 *
 * @param perSecond requests per second
 * @example bench('10/s', { load: rate(10) }, vllm.chat('Why?'))
 * @example bench('bursty', { load: rate(10, { arrivals: 'gamma', burstiness: 0.5 }) }, vllm.chat('Why?'))
 * @throws LlmBenchError `invalid-option` naming the option and the value
 */
export function rate(perSecond: number, options?: RateOptions): OpenLoad
export function rate(perSecond: number, options: RateOptions = {}, ...more: unknown[]): OpenLoad {
  noMore('rate(perSecond, options)', more)
  checkValue(perSecondSchema, perSecond, 'rate(perSecond)')
  const { spacing, maxConcurrency } = rateOptions(optionsOf('rate', shown(perSecond)), options)
  return { kind: 'open', name: 'rate', arrivals: { kind: 'rate', perSecond, spacing }, maxConcurrency }
}
