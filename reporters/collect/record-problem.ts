import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { isObject, type JsonObject, listOf, objectOf, textOf } from '../../src/json.ts'
import { packageRoot } from '../../src/package-root.ts'
import type { RunRecord } from '../../src/record/run.ts'

/**
 * The first field in which a run is not as the published schema of a report says: of a run that was read from a
 * journal, which another version may have written, or a failing disk. Null where it is a run as any other, so that
 * every output can show it.
 */
export function recordProblem(run: RunRecord): string | null {
  definitions ??= readDefinitions()
  return definitions === null ? null : problemOf({ $ref: `${prefix}RunRecord` }, run, '')
}

const prefix = '#/definitions/'
let definitions: JsonObject | null = null

function readDefinitions(): JsonObject | null {
  try {
    const schema: unknown = JSON.parse(readFileSync(join(packageRoot(), 'schema/report.schema.json'), 'utf8'))
    return objectOf(objectOf(schema)?.['definitions'])
  } catch {
    return null
  }
}

/** Checks a value by the words of JSON Schema that the report's schema is written in. */
function problemOf(given: JsonObject, value: unknown, path: string): string | null {
  const name = textOf(given['$ref'])
  const schema = name === null ? given : (objectOf(definitions?.[name.slice(prefix.length)]) ?? {})
  const { const: constant, enum: among, anyOf } = schema
  const wrong = path === '' ? 'the run' : path
  if (constant !== undefined && value !== constant) return wrong
  if (Array.isArray(among) && !among.includes(value)) return wrong
  if (Array.isArray(anyOf)) return anyOf.some((one) => problemOf(one, value, path) === null) ? null : wrong
  const types = typeof schema['type'] === 'string' ? [schema['type']] : listOf(schema['type'])
  if (types !== null && !types.some((type) => isOf(type, value))) return wrong
  if (Array.isArray(value)) return itemProblem(objectOf(schema['items']), value, path)
  return isObject(value) ? fieldProblem(schema, value, path) : null
}

function itemProblem(items: JsonObject | null, values: readonly unknown[], path: string): string | null {
  if (items === null) return null
  for (const [index, value] of values.entries()) {
    const problem = problemOf(items, value, `${path}[${index}]`)
    if (problem !== null) return problem
  }
  return null
}

function fieldProblem(schema: JsonObject, value: JsonObject, path: string): string | null {
  const fields = objectOf(schema['properties']) ?? {}
  const others = objectOf(schema['additionalProperties'])
  const required = (listOf(schema['required']) ?? []).filter((name) => typeof name === 'string')
  const place = (name: string): string => (path === '' ? name : `${path}.${name}`)
  const absent = required.find((name) => value[name] === undefined)
  if (absent !== undefined) return place(absent)
  for (const [name, field] of Object.entries(value)) {
    const known = (Object.hasOwn(fields, name) ? objectOf(fields[name]) : null) ?? others
    const problem = known === null || field === undefined ? null : problemOf(known, field, place(name))
    if (problem !== null) return problem
  }
  return null
}

function isOf(type: unknown, value: unknown): boolean {
  if (type === 'null') return value === null
  if (type === 'array') return Array.isArray(value)
  if (type === 'object') return isObject(value)
  if (type === 'integer') return Number.isInteger(value)
  return typeof value === type
}
