import * as v from 'valibot'
import { text } from '../../option-check/kinds.ts'
import type { LockOption } from './lock.ts'

/** Schema of the option `lock`. */
export const lockSchema: v.GenericSchema<LockOption | undefined> = v.optional(
  v.pipe(
    v.union([v.picklist(['machine', 'resource']), v.pipe(v.array(text), v.minLength(1))]),
    v.description("'machine', 'resource', or names of resources such as ['gpu:0']"),
  ),
)
