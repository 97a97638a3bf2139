import * as v from 'valibot'
import type { Launches } from './launches.ts'

/** Most launches: more take longer than what they still tell is worth. */
const mostLaunches = 100

const count = v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(mostLaunches))

/** Schema of the option `launches`. */
export const launchesSchema: v.GenericSchema<Launches | undefined> = v.optional(
  v.pipe(v.union([count, v.literal('auto')]), v.description(`a whole number from 1 to ${mostLaunches}, or 'auto'`)),
)
