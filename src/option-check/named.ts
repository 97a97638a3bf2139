import * as v from 'valibot'
import { isObject } from '../json.ts'
import type { AnySchema } from './schema-parts.ts'

/** A character that no name of an object's prototype begins with. */
const mark = '='

/**
 * Schema of an object of values by a name of the user's choice. Valibot's record leaves out what is called
 * `constructor`, `prototype` or `__proto__`, as if it had not been given: here these are names as all others.
 *
 * @param name schema of a name
 * @param value schema of what it names
 */
export function named<Value>(
  name: v.GenericSchema<string>,
  value: v.GenericSchema<unknown, Value>,
): v.GenericSchema<Record<string, Value>> {
  const unmarked = v.pipe(
    v.string(),
    v.transform((marked) => marked.slice(mark.length)),
    name,
    v.transform((given) => mark + given),
  )
  const record = v.record(unmarked, value)
  return {
    ...record,
    '~run': (dataset: { value: unknown }, config: v.Config<v.BaseIssue<unknown>>) => {
      if (!isObject(dataset.value)) return noRecord(record, dataset.value, config)
      const result = record['~run']({ value: renamed(dataset.value, (given) => mark + given) }, config)
      for (const issue of result.issues ?? []) unmark(issue, dataset.value)
      if (!isObject(result.value)) return result
      return { ...result, value: renamed(result.value, (given) => given.slice(mark.length)) }
    },
  } as never
}

/** The issue of a value that is no object of names; a list would be one to valibot. */
function noRecord(record: AnySchema, input: unknown, config: v.Config<v.BaseIssue<unknown>>): unknown {
  const result = record['~run']({ value: undefined }, config)
  for (const issue of result.issues ?? []) Object.assign(issue, { input })
  return result
}

/** The same values under other names; each of them is a property of the object's own. */
function renamed(values: Readonly<Record<string, unknown>>, rename: (name: string) => string): Record<string, unknown> {
  return Object.fromEntries(Object.entries(values).map(([name, value]) => [rename(name), value]))
}

/** Puts the name that the user gave into the path of an issue, the first step of which it is. */
function unmark({ path }: { path?: v.BaseIssue<unknown>['path'] }, input: Readonly<Record<string, unknown>>): void {
  const [first] = path ?? []
  if (first === undefined || typeof first.key !== 'string' || Object.hasOwn(input, first.key)) return
  Object.assign(first, { key: first.key.slice(mark.length), input })
}
