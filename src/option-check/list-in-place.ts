import { isObject } from '../json.ts'
import { type AnySchema, alternatives } from './schema-parts.ts'

/**
 * Path of the first list that stands where a schema asks for options; null where there is none. To valibot
 * a list is an object, and one without a known name is as good as none at all.
 */
export function listInPlace(schema: AnySchema, given: unknown): readonly PropertyKey[] | null {
  const choices = alternatives(schema)
  if (Array.isArray(given)) {
    const takesOptions = choices.some(({ type }) => type === 'strict_object' || type === 'object')
    return takesOptions && !choices.some(({ item }) => item !== undefined) ? [] : null
  }
  if (!isObject(given)) return null
  for (const [key, part] of choices.flatMap(({ entries }) => Object.entries(entries ?? {}))) {
    const found = listInPlace(part, given[key])
    if (found !== null) return [key, ...found]
  }
  return null
}
