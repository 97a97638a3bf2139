import * as v from 'valibot'

/** Schema of a score that is asked for. */
export const shareSchema: v.GenericSchema<number> = v.pipe(
  v.number(),
  v.minValue(0),
  v.maxValue(1),
  v.description('a score from 0 to 1'),
)
