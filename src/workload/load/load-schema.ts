import * as v from 'valibot'
import { notNegative, positive } from '../../option-check/kinds.ts'
import type { ConcurrentOptions, RateOptions, TraceOptions } from './load-options.ts'

/** Options as a file without types may give them, too: undefined for one that is left out. */
type Given<Options> = { readonly [Key in keyof Options]: Options[Key] | undefined }

/** Most clients, or requests in flight, of one plan. */
export const mostConcurrency = 1024

/** Highest rate: above it neither a schedule in memory nor the sockets of one machine make sense. */
const mostPerSecond = 100_000

/** Most requests at once: above it the sockets of one machine do not suffice. */
const mostAtOnce = 100_000

/** Schema of a number of clients. */
export const clientsSchema: v.GenericSchema<number> = v.pipe(
  v.number(),
  v.integer(),
  v.minValue(1),
  v.maxValue(mostConcurrency),
  v.description(`a whole number of clients from 1 to ${mostConcurrency}`),
)

/** Schema of a number of requests that are sent at once. */
export const atOnceSchema: v.GenericSchema<number> = v.pipe(
  v.number(),
  v.integer(),
  v.minValue(1),
  v.maxValue(mostAtOnce),
  v.description(`a whole number of requests from 1 to ${mostAtOnce}`),
)

/** Schema of a rate. */
export const perSecondSchema: v.GenericSchema<number> = v.pipe(
  positive,
  v.maxValue(mostPerSecond),
  v.description(`requests per second above 0, at most ${mostPerSecond}`),
)

/** Schema of a rate that may be 0 at one of two ends. */
export const perSecondOrNoneSchema: v.GenericSchema<number> = v.pipe(
  notNegative,
  v.maxValue(mostPerSecond),
  v.description(`requests per second of 0 or more, at most ${mostPerSecond}`),
)

/** Schema of the duration of a ramp. */
export const durationSchema: v.GenericSchema<number> = v.pipe(
  positive,
  v.description('the duration in milliseconds, for example 60_000'),
)

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
