import { invalidLoad, maxConcurrencyOf, refuseForeign } from './invalid-load.ts'
import type { OpenLoad } from './plan.ts'
import { type SpacingOptions, spacingOf } from './spacing.ts'

/** Options of {@link rate} and `ramp`. */
export interface RateOptions extends SpacingOptions {
  /** Most requests in flight, from 1 to 1024; further ones wait. Default: no limit; 8 of a local model. */
  maxConcurrency?: number
}

/** Above it neither a schedule in memory nor the sockets of one machine make sense. */
export const mostPerSecond = 100_000

/** @throws LlmBenchError `invalid-option` naming the option and the value */
export function rateOptions(
  call: string,
  options: RateOptions,
): Pick<OpenLoad, 'maxConcurrency'> & {
  readonly spacing: ReturnType<typeof spacingOf>
} {
  const { arrivals, burstiness, maxConcurrency, ...others } = options
  refuseForeign(call, others, ['arrivals', 'burstiness', 'maxConcurrency'])
  return {
    spacing: spacingOf(call, arrivals, burstiness),
    maxConcurrency: maxConcurrencyOf(call, maxConcurrency),
  }
}

/**
 * An open load: requests arrive at a mean rate, whether or not earlier ones are answered.
 *
 * @param perSecond requests per second
 * @example bench('10/s', { load: rate(10) }, vllm.chat('Why?'))
 * @example bench('bursty', { load: rate(10, { arrivals: 'gamma', burstiness: 0.5 }) }, vllm.chat('Why?'))
 * @throws LlmBenchError `invalid-option` naming the option and the value
 */
export function rate(perSecond: number, options: RateOptions = {}): OpenLoad {
  const call = `rate(${perSecond})`
  if (!(perSecond > 0 && perSecond <= mostPerSecond)) {
    throw invalidLoad(`${call}: give requests per second above 0, at most ${mostPerSecond}`)
  }
  const { spacing, maxConcurrency } = rateOptions(call, options)
  return { kind: 'open', name: 'rate', arrivals: { kind: 'rate', perSecond, spacing }, maxConcurrency }
}
