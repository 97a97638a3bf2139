import * as v from 'valibot'
import { type AnySchema, choicesOf } from './schema-parts.ts'

/** The schema, marked so that its value, and all that lies in it, is in no message. */
export function secret<Value>(schema: v.GenericSchema<Value>): v.GenericSchema<Value> {
  return v.pipe(schema, v.metadata({ secret: true }))
}

/** Whether a schema, or one it leaves the choice of, was marked by {@link secret}. */
export function isSecret(schema: AnySchema): boolean {
  return v.getMetadata(schema)['secret'] === true || choicesOf(schema).some(isSecret)
}
