/** A JSON object whose fields are not known yet. */
export type JsonObject = Readonly<Record<string, unknown>>

/** Whether a value is an object with fields: no list, not null. */
export function isObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

/** The value as an object; null for anything else. */
export function objectOf(value: unknown): JsonObject | null {
  return isObject(value) ? value : null
}

/** The value as a finite number; null for anything else. */
export function numberOf(value: unknown): number | null {
  return typeof value === 'number' && Number.isFinite(value) ? value : null
}

/** The text, or null. */
export function textOf(value: unknown): string | null {
  return typeof value === 'string' && value !== '' ? value : null
}

/** The list, or null. */
export function listOf(value: unknown): readonly unknown[] | null {
  return Array.isArray(value) ? value : null
}

/** A list of finite numbers, null in place of any other value; null for no list. */
export function numbersOf(value: unknown): readonly (number | null)[] | null {
  return listOf(value)?.map(numberOf) ?? null
}

/** The JSON value of a text; undefined where it is none, or another value to stand in for it. */
export function parsedJson(text: string, otherwise?: unknown): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return otherwise
  }
}

/** The JSON text of a value that came as JSON; `…` for one that is nested too deep to be written again. */
export function jsonText(value: unknown): string {
  try {
    return JSON.stringify(value) ?? ''
  } catch {
    return '…'
  }
}

/** The value at a path of fields; undefined where there is none. */
export function at(value: unknown, ...path: readonly string[]): unknown {
  let found: unknown = value
  for (const name of path) found = objectOf(found)?.[name]
  return found
}
