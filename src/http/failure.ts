import { plainExcerpt, plainText } from '../plain-text.ts'
import type { FailureClass } from '../samples/sample.ts'
import type { Redact } from './redact.ts'

/** Class of a failure over HTTP; stable names that reports count by. */
export type HttpFailureClass = Exclude<
  FailureClass,
  'engine' | 'context-full' | 'invalid-answer' | 'task-failed' | 'task-error'
>

/** Failure of a request: its class, and one line for people without control characters or secrets. */
export interface HttpFailure {
  readonly class: HttpFailureClass
  readonly message: string
}

/** Failure of a request or connection that its caller gave up. */
export const aborted: HttpFailure = { class: 'aborted', message: 'the request was aborted' }

/** Columns that a server's own words may take in a message. */
const longestText = 200
/** Characters of them that are looked at: far more than are shown, however many of them are secrets. */
const mostRead = 65_536

/**
 * Text of a server, fit for a one-line message: secrets replaced, control and invisible characters
 * removed, at most 200 characters.
 */
export function serverText(text: string, redact: Redact): string {
  // Again after cleaning: an invisible character inside a secret would hide it from the first pass.
  return plainExcerpt(redact(plainText(redact(text.slice(0, mostRead)))), longestText)
}
