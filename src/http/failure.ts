/** What ended a request over HTTP; stable names that reports count by. */
export type HttpFailureClass =
  | 'refused'
  | 'dns'
  | 'tls'
  | 'connect-timeout'
  | 'reset'
  | 'first-token-timeout'
  | 'stall'
  | 'total-timeout'
  | 'http-status'
  | 'server-error'
  | 'malformed'
  | 'truncated'
  | 'empty'
  | 'aborted'

/** Why a request failed: the class, and one line for people without control characters or secrets. */
export interface HttpFailure {
  readonly class: HttpFailureClass
  readonly message: string
}

/** Replaces every known secret in a text. */
export type Redact = (text: string) => string

const longestText = 200
const control = /[\p{Cc}\p{Zl}\p{Zp}]+/gu
const invisible = /\p{Cf}+/gu
const bearer = /\bBearer\s+[^\s"',;]+/gi

/**
 * A function that replaces the given secrets, their percent-encoded forms and whatever follows
 * `Bearer` with `<secret>`. A secret of fewer than four characters is replaced as a whole word
 * only, or it would be found inside ordinary words.
 */
export function redactor(secrets: readonly string[]): Redact {
  const known = new Set<string>()
  for (const secret of secrets) {
    const bare = secret.trim().replace(/^Bearer\s+/i, '')
    if (bare !== '') known.add(bare).add(encodeURIComponent(bare.toWellFormed()))
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
  const visible = redact(text.toWellFormed()).replaceAll(invisible, '').replaceAll(control, ' ')
  const line = redact(visible).replaceAll(/\s+/g, ' ').trim()
  // A cut may fall inside a letter of two code units.
  return line.length > longestText ? `${line.slice(0, longestText - 1).toWellFormed()}…` : line
}

function escaped(text: string): string {
  return text.replaceAll(/[^\w\s]/g, String.raw`\$&`)
}
