import { at, jsonText, objectOf, textOf } from '../json.ts'

/**
 * Text of the error in a server's JSON, null when it speaks of none: `error.message`, `error` as text,
 * or the shapes of servers that put `message` beside an error mark, or `detail` where there are no choices.
 */
export function errorText(json: unknown): string | null {
  const frame = objectOf(json)
  if (frame === null) return null
  const error = frame['error']
  if (error !== undefined && error !== null && error !== false && error !== '')
    return textOf(error) ?? textOf(at(error, 'message')) ?? jsonText(error)
  if (frame['object'] === 'error' || frame['type'] === 'error')
    return textOf(frame['message']) ?? errorText(frame['message']) ?? 'an error without a message'
  if (frame['choices'] !== undefined || frame['detail'] === undefined) return null
  return textOf(frame['detail']) ?? jsonText(frame['detail'])
}
