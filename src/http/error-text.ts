import { at, isObject, jsonText, objectOf, textOf } from '../json.ts'

/**
 * Text of the error in a server's JSON, null when it speaks of none: `error.message`, `error` as text,
 * `base_resp` with a status that is not 0, or the shapes of servers that put `message` beside an error mark, or
 * `detail` where there are no choices.
 */
export function errorText(json: unknown): string | null {
  const frame = objectOf(json)
  if (frame === null) return null
  const { error, base_resp: base } = frame
  if (!saysNothing(error)) return textOf(error) ?? textOf(at(error, 'message')) ?? jsonText(error)
  const status = at(base, 'status_code')
  if (!saysNothing(status)) return textOf(at(base, 'status_msg')) ?? jsonText(base)
  if (frame['object'] === 'error' || frame['type'] === 'error')
    return textOf(frame['message']) ?? errorText(frame['message']) ?? 'an error without a message'
  if (frame['choices'] !== undefined || frame['detail'] === undefined) return null
  return textOf(frame['detail']) ?? jsonText(frame['detail'])
}

/** Whether a field holds nothing: some gateways write the error that there was not with all its fields empty. */
function saysNothing(value: unknown, levels = 2): boolean {
  if (value === undefined || value === null || value === false || value === '' || value === 0) return true
  if (Array.isArray(value)) return value.length === 0
  return levels > 0 && isObject(value) && Object.values(value).every((each) => saysNothing(each, levels - 1))
}
