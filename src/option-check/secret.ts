import * as v from 'valibot'
import { type AnySchema, choicesOf } from './schema-parts.ts'
import { shown } from './shown.ts'

/** The schema, marked so that its value, and all that lies in it, is in no message. */
export function secret<Value>(schema: v.GenericSchema<Value>): v.GenericSchema<Value> {
  return v.pipe(schema, v.metadata({ secret: true }))
}

/** A value for a message, as {@link shown} writes it, unless one of the schemas it lies in is a secret's. */
export function shownUnlessSecret(value: unknown, schemas: readonly AnySchema[]): string {
  return schemas.some(isSecret) ? 'what was given' : shown(value)
}

/** Whether a schema, or one it leaves the choice of, was marked by {@link secret}. */
function isSecret(schema: AnySchema): boolean {
  return v.getMetadata(schema)['secret'] === true || choicesOf(schema).some(isSecret)
}
