import type { RefusedField } from '../../http/refusal/refused-fields.ts'
import { type RequestFields, sentName } from './request-fields.ts'

/** A field that is sent otherwise since the server refused it: left out where `sentAs` is null. */
export interface FieldChange {
  /** Name of the field in OpenAI's API. */
  readonly name: string
  readonly sentAs: string | null
}

/** Fields that may be left out: the answer's work is the same without them, or the report says that it is not. */
const droppable: ReadonlySet<string> = new Set(['temperature', 'seed', 'stream_options'])
/** The two names that OpenAI's API has for the limit of an answer: a server that refuses one may know the other. */
const limitNames: readonly string[] = ['max_tokens', 'max_completion_tokens']

/**
 * The changes by which a request is taken whose fields were refused. Never one by which an answer would be
 * other work unsaid: the limit of an answer is only renamed, `ignore_eos` is sent or it fails. Fields that
 * the bench itself named stay as they are.
 *
 * @param fields how the fields of the refused request were sent
 * @param asked names of fields that the bench decided on
 * @param tried names the limit of an answer was refused under before
 */
export function mended(
  refused: readonly RefusedField[],
  fields: RequestFields,
  asked: readonly string[],
  tried: ReadonlySet<string>,
): FieldChange[] {
  return refused.flatMap(({ name: sent, instead }): FieldChange[] => {
    const name = nameOf(sent, fields)
    if (asked.includes(name)) return []
    if (droppable.has(name)) return [{ name, sentAs: null }]
    if (name !== 'max_tokens') return []
    const other = [instead, ...limitNames].find((found) => found !== null && isLimit(found) && !tried.has(found))
    return other === undefined || other === sent || other === null ? [] : [{ name, sentAs: other }]
  })
}

/** Name in OpenAI's API of a field that was sent under this one. */
export function nameOf(sent: string, fields: RequestFields): string {
  return Object.keys(fields).find((name) => sentName(fields, name) === sent) ?? sent
}

function isLimit(name: string): boolean {
  return /tokens|predict|length/i.test(name)
}

/** The way out for fields that a server refused, for the end of the failure's words; null where none is. */
export function fieldsWayOut(refused: readonly RefusedField[], fields: RequestFields): string | null {
  const [first] = refused
  if (first === undefined) return null
  const name = nameOf(first.name, fields)
  const option = (value: string): string => `endpoint({ fields: { ${name}: ${value} } })`
  switch (name) {
    case 'max_tokens':
      return `give the name the server has for the limit of an answer: ${option(`'${first.instead ?? '…'}'`)}`
    case 'ignore_eos':
    case 'min_tokens':
      return `ask without ${name === 'ignore_eos' ? 'ignoreEos' : 'minTokens'}, or leave it out: ${option('false')}`
    case 'stream':
      return 'ask with stream: false'
    case 'messages':
    case 'prompt':
      return `give the name the server has for it: ${option("'…'")}`
    default:
      return first.instead === null
        ? `leave it out: ${option('false')}`
        : `rename it: ${option(`'${first.instead}'`)}, or leave it out with false`
  }
}
