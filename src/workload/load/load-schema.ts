import * as v from 'valibot'
import { notNegative, positive } from '../../option-check/kinds.ts'
import type { ConcurrentOptions, RateOptions, TraceOptions } from './load-options.ts'

/** Options as a file without types may give them, too: undefined for one that is left out. */
type Given<Options> = { readonly [Key in keyof Options]: Options[Key] | undefined }

/** Most clients, or requests in flight, of one plan. */
export const mostConcurrency = 1024

/** Highest rate: above it neither a schedule in memory nor the sockets of one machine make sense. */
export const mostPerSecond = 100_000

const maxConcurrency = v.pipe(
  v.number(),
  v.integer(),
  v.minValue(1),
  v.maxValue(mostConcurrency),
  v.description(`a whole number from 1 to ${mostConcurrency}, or leave it out for no limit`),
)

/** Schema of the option `burstiness`. */
export const burstinessSchema: v.GenericSchema<number> = v.pipe(
  v.number(),
  v.finite(),
  v.minValue(0.01),
  v.description('0.01 or more, for example 0.5 (1 is Poisson, below 1 burstier)'),
)

/** Schema of {@link ConcurrentOptions}. */
export const concurrentSchema: v.GenericSchema<Given<ConcurrentOptions>> = v.strictObject({
  rampUp: v.optional(
    v.pipe(notNegative, v.description('the milliseconds in which all clients start, for example 10_000')),
  ),
  obeyRetryAfter: v.optional(v.boolean()),
})

/** Schema of {@link RateOptions}. */
export const rateSchema: v.GenericSchema<Given<RateOptions>> = v.strictObject({
  arrivals: v.optional(v.picklist(['poisson', 'constant', 'gamma'])),
  burstiness: v.optional(burstinessSchema),
  maxConcurrency: v.optional(maxConcurrency),
})

/** Schema of {@link TraceOptions}. */
export const traceSchema: v.GenericSchema<Given<TraceOptions>> = v.strictObject({
  speed: v.optional(v.pipe(positive, v.description('a factor above 0, for example 2 for half the time'))),
  maxConcurrency: v.optional(maxConcurrency),
})
