import { plainExcerpt, plainText } from '../plain-text.ts'
import type { FailureClass } from '../samples/sample.ts'

/** Class of a failure over HTTP; stable names that reports count by. */
export type HttpFailureClass = Exclude<FailureClass, 'engine' | 'invalid-answer'>

/** Failure of a request: its class, and one line for people without control characters or secrets. */
export interface HttpFailure {
  readonly class: HttpFailureClass
  readonly message: string
}

/** Failure of a request or connection that its caller gave up. */
export const aborted: HttpFailure = { class: 'aborted', message: 'the request was aborted' }

/** A function that replaces every known secret in a text. */
export type Redact = (text: string) => string

/** Columns that a server's own words may take in a message. */
const longestText = 200
const bearer = /\bBearer\s+[^\s"',;]+/gi

/** Length of the shortest user names and passwords that are replaced: shorter ones may be ordinary words. */
const shortestPart = 6

/**
 * A function that replaces the given secrets, with and without a scheme before them (`Basic …`), the
 * user and password of Basic credentials from six characters on, the percent-encoded forms of all of
 * these, and whatever follows `Bearer`, with `<secret>`. A secret of fewer than four characters is
 * replaced as a whole word only, or it would be found inside ordinary words.
 */
export function redactor(secrets: readonly string[]): Redact {
  const known = new Set<string>()
  for (const secret of secrets) {
    for (const form of formsOf(secret.trim())) known.add(form).add(encodeURIComponent(form.toWellFormed()))
  }
  const alternatives = [...known]
    .toSorted((left, right) => right.length - left.length)
    .map((text) => (text.length < 4 ? `(?<!\\w)${escaped(text)}(?!\\w)` : escaped(text)))
  const pattern = alternatives.length === 0 ? null : new RegExp(alternatives.join('|'), 'g')
  return (text) => {
    const hidden = pattern === null ? text : text.replaceAll(pattern, '<secret>')
    return hidden.replaceAll(bearer, 'Bearer <secret>')
  }
}

/**
 * Text of a server, fit for a one-line message: secrets replaced, control and invisible characters
 * removed, at most 200 characters.
 */
export function serverText(text: string, redact: Redact): string {
  // Again after cleaning: an invisible character inside a secret would hide it from the first pass.
  return plainExcerpt(redact(plainText(redact(text))), longestText)
}

function formsOf(secret: string): string[] {
  const bare = secret.replace(/^\S+\s+/, '')
  if (bare === '') return []
  const isBasic = bare !== secret && /^Basic\s/i.test(secret)
  return [secret, bare, ...(isBasic ? basicParts(bare) : [])]
}

/** Parts of Basic credentials (RFC 7617: base64 of the user, a colon and the password) that are replaced. */
function basicParts(credentials: string): string[] {
  const pair = Buffer.from(credentials, 'base64').toString('utf8')
  const colon = pair.indexOf(':')
  const parts = colon < 0 ? [] : [pair, pair.slice(0, colon), pair.slice(colon + 1)]
  return parts.filter((part) => part.length >= shortestPart)
}

function escaped(text: string): string {
  return text.replaceAll(/[^\w\s]/g, String.raw`\$&`)
}
