import * as v from 'valibot'
import { isDate } from 'node:util/types'
import { type StartAt, startWanted } from './start-at.ts'

/** Schema of the option `startAt`: whether it is a moment that can be meant its own function tells. */
export const startSchema: v.GenericSchema = v.optional(
  v.pipe(
    v.custom<StartAt>((value) => typeof value === 'string' || typeof value === 'number' || isDate(value)),
    v.description(startWanted),
  ),
)
