import * as v from 'valibot'

/** Schema of the option `score`. */
export const scoreSchema: v.GenericSchema = v.optional(
  v.pipe(
    v.array(v.function()),
    v.minLength(1),
    v.description('a list of scorers: functions of { input, output, expected } that give { name, score }'),
  ),
)
