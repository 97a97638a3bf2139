import type { Call } from '../../option-check/call.ts'
import { notAllowed } from '../../option-check/sentences.ts'
import { property } from '../../option-check/shown.ts'
import { type RequestFields, requestFieldNames, sentName } from '../../requesters/http/request-fields.ts'
import type { FieldChoice } from '../load/field-memory.ts'

/**
 * The option `fields` beside what is known of the service.
 * @throws LlmBenchError `invalid-option` where two fields would have one name, or the prompt would be missing
 */
export function fieldChoice(given: RequestFields, known: RequestFields, call: Call): FieldChoice {
  const asked = underOurNames(given)
  for (const name of ['messages', 'prompt']) {
    if (asked[name] === false)
      throw notAllowed(call(`fields.${name}`), 'false', 'another name: without it nothing is asked')
  }
  const taken = new Map<string, string>()
  const all = { ...known, ...asked }
  for (const name of new Set([...requestFieldNames, ...Object.keys(all)])) {
    const sent = sentName(all, name)
    if (sent === null) continue
    const other = taken.get(sent)
    if (other !== undefined) {
      const renamed = sent === name ? other : name
      throw notAllowed(
        call(`fields.${property(renamed)}`),
        `"${sent}", under which ${sent === name ? name : other} is sent,`,
        `a name of its own, or leave the other out`,
      )
    }
    taken.set(sent, name)
  }
  return { asked, known }
}

/**
 * Refuses a field of the request option `body` that another field is sent under.
 * @throws LlmBenchError `invalid-workload` naming the field
 */
export function checkBody(body: Readonly<Record<string, unknown>>, { asked, known }: FieldChoice, call: Call): void {
  const fields = { ...known, ...asked }
  for (const name of Object.keys(body)) {
    const sent = sentName(fields, name)
    const others = [...requestFieldNames, ...Object.keys(fields)].filter((other) => other !== name)
    const other = others.find((found) => sent !== null && sentName(fields, found) === sent)
    if (other === undefined) continue
    throw notAllowed(
      call(`body.${property(name)}`),
      `this field, under whose name ${other} is sent,`,
      `another, or say otherwise with the endpoint's option fields`,
      { code: 'invalid-workload' },
    )
  }
}

/** The limit of an answer has two names in OpenAI's API: either is understood. */
function underOurNames(given: RequestFields): RequestFields {
  const { max_completion_tokens: limit, ...others } = definedOnly(given)
  return limit === undefined || others['max_tokens'] !== undefined
    ? definedOnly(given)
    : { ...others, max_tokens: limit }
}

function definedOnly(fields: RequestFields): RequestFields {
  return Object.fromEntries(Object.entries(fields).filter(([, as]) => as !== undefined))
}
