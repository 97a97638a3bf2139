import * as v from 'valibot'

/** Schema of a share that is saved. */
export const fractionSchema: v.GenericSchema<number> = v.pipe(
  v.number(),
  v.minValue(0),
  v.maxValue(1),
  v.description('a share from 0 to 1: 60 % is 0.6'),
)
