import * as v from 'valibot'

/** Schema of the option `hosts`: processes that make the load. */
export const hostsSchema: v.GenericSchema<number | 'auto'> = v.union([
  v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(64)),
  v.literal('auto'),
])
