import { objectOf } from '../../json.ts'
import { errorText } from '../error-text.ts'
import { serverText, type HttpFailure } from '../failure.ts'
import { plainError } from '../plain-error.ts'
import type { Redact } from '../redact.ts'
import { jsonLines, otherApi } from './other-api.ts'

/** Characters of an answer that are quoted before they are cut to a line. */
const quoted = 1000

/**
 * The failure of a whole answer without choices: the server's own words where it speaks of an error, else the
 * API that it is of.
 * @param json the answer as JSON; undefined where it is none
 * @param problem words for an answer that is too much to be read; null for others
 */
export function unreadAnswer(text: string, json: unknown, problem: string | null, redact: Redact): HttpFailure {
  if (problem !== null) return { class: 'malformed', message: `the answer is not read: ${problem}` }
  const lines = json === undefined ? jsonLines(text) : null
  const error =
    errorText(json) ??
    errorText(lines?.last) ??
    (json === undefined || typeof json === 'string' ? plainError(text) : null)
  if (error !== null) return { class: 'server-error', message: serverText(error, redact) }
  if (lines !== null) {
    const wayOut = otherApi(lines.first) ?? 'give the address of an OpenAI-compatible API, which mostly ends in /v1'
    return { class: 'malformed', message: `the answer is lines of JSON (NDJSON) and no stream of events; ${wayOut}` }
  }
  const other = otherApi(objectOf(json))
  const words = serverText(`the answer is no OpenAI-compatible JSON: ${text.slice(0, quoted)}`, redact)
  return { class: 'malformed', message: other === null ? words : `the answer is no OpenAI-compatible JSON: ${other}` }
}
