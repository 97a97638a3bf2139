import { isObject, type JsonObject } from '../json.ts'

/**
 * Whether a value may hold options: a list, a map, a date, a promise is an object to a schema, but nobody
 * can have meant options by it. Never throws, whatever it is given.
 */
export function isOptions(given: unknown): given is JsonObject {
  try {
    return isObject(given) && Object.prototype.toString.call(given) === '[object Object]'
  } catch {
    return false
  }
}
