import type { Call } from '../../option-check/call.ts'
import { notAllowed } from '../../option-check/sentences.ts'
import { shown } from '../../option-check/shown.ts'
import { isObject, type JsonObject } from '../../json.ts'
import { notJson } from '../json-value.ts'
import type { WantedAnswer } from '../prompt.ts'

/** Whether a value is a prompt in an object, beside which its expected answer may stand. */
export function holdsPrompt<Field extends 'prompt' | 'messages'>(
  value: unknown,
  field: Field,
): value is Readonly<Record<Field, unknown>> {
  return isObject(value) && field in value
}

/** The expected answer of a line of a prompt file; none where it has no such field. */
export function expectedOf({ expected }: JsonObject): Pick<WantedAnswer, 'expected'> {
  return expected === undefined || expected === null ? {} : { expected }
}

/**
 * The expected answer of a prompt in an object.
 * @throws LlmBenchError `invalid-workload` for another field, and for what is no JSON: prompts travel as such
 */
export function checkedExpected(
  given: object,
  field: 'prompt' | 'messages',
  call: Call,
): Pick<WantedAnswer, 'expected'> {
  const fields: JsonObject = { ...given }
  const other = Object.keys(fields).find((name) => name !== field && name !== 'expected')
  if (other !== undefined) {
    throw notAllowed(call(other), shown(fields[other]), `only ${field} and expected`, { code: 'invalid-workload' })
  }
  const wrong = fields['expected'] === undefined ? null : notJson(fields['expected'])
  if (wrong !== null) {
    throw notAllowed(call('expected'), wrong.is, 'a text or another JSON value', { code: 'invalid-workload' })
  }
  return expectedOf(fields)
}
