import * as v from 'valibot'
import { text } from '../../option-check/kinds.ts'

/** Schema of the option `answersAs`: names under which a model may answer, beside its own. */
export const answersAsSchema: v.GenericSchema<string | readonly string[]> = v.pipe(
  v.union([text, v.array(text)]),
  v.description('the name of a model, a list of names, or "*" for any'),
)
