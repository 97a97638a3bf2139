/** A function that replaces every known secret in a text. */
export type Redact = (text: string) => string

const bearer = /\bBearer\s+[^\s"',;]+/gi

/** Length of the shortest user names and passwords that are replaced: shorter ones may be ordinary words. */
const shortestPart = 6
/** Length from which on a secret is looked for everywhere: a shorter one, such as `test`, may be a word, or in one. */
const shortestKey = 8

/**
 * A function for messages. It replaces the given secrets, with and without a scheme before them
 * (`Basic …`), the user and password of Basic credentials from six characters on, and whatever follows
 * `Bearer`, with `<secret>`. From eight characters on a secret is found in every case of its letters, and
 * encoded too: for a URL, in JSON, in HTML, in base64 (also as a part of it) and in hexadecimal. A shorter one is
 * replaced as a whole word only, or it would be found inside ordinary words.
 */
export function redactor(secrets: readonly string[]): Redact {
  const hide = answerRedactor(secrets)
  const words = formsOf(secrets)
    .flatMap((form) => [form, encodeURIComponent(form)])
    .filter((form) => form.length < shortestKey)
  const pattern = words.length === 0 ? null : new RegExp(`(?<!\\w)(?:${alternatives(words)})(?!\\w)`, 'g')
  return (text) => {
    const hidden = hide(text)
    return (pattern === null ? hidden : hidden.replaceAll(pattern, '<secret>')).replaceAll(bearer, 'Bearer <secret>')
  }
}

/**
 * A function for what a model said and for its name: as {@link redactor}, but of secrets of eight characters
 * and more only, and with words after `Bearer` left as they are. A text without a secret costs one search.
 */
export function answerRedactor(secrets: readonly string[]): Redact {
  const keys = [...new Set(formsOf(secrets).filter(isKey).flatMap(encodings))]
  if (keys.length === 0) return (text) => text
  const searched = keys.map((key) => key.toLowerCase())
  const pattern = new RegExp(alternatives(keys), 'gi')
  return (text) => {
    if (text === '') return text
    const lower = text.toLowerCase()
    return searched.some((key) => lower.includes(key)) ? text.replaceAll(pattern, '<secret>') : text
  }
}

function isKey(form: string): boolean {
  return form.length >= shortestKey
}

/** Secrets with their schemes and without. */
function formsOf(secrets: readonly string[]): string[] {
  return secrets.flatMap((given) => {
    const secret = given.trim().toWellFormed()
    const bare = secret.replace(/^\S+\s+/, '')
    if (bare === '') return []
    const isBasic = bare !== secret && /^Basic\s/i.test(secret)
    return [secret, bare, ...(isBasic ? basicParts(bare) : [])]
  })
}

/** Parts of Basic credentials (RFC 7617: base64 of the user, a colon and the password) that are replaced. */
function basicParts(credentials: string): string[] {
  const pair = Buffer.from(credentials, 'base64').toString('utf8')
  const colon = pair.indexOf(':')
  const parts = colon < 0 ? [] : [pair, pair.slice(0, colon), pair.slice(colon + 1)]
  return parts.filter((part) => part.length >= shortestPart)
}

function encodings(key: string): string[] {
  const bytes = Buffer.from(key)
  const json = JSON.stringify(key).slice(1, -1)
  // PHP escapes slashes, too.
  const written = [json, json.replaceAll('/', String.raw`\/`), ...inHtml(key)]
  return [key, encodeURIComponent(key), ...written, bytes.toString('hex'), ...inBase64(bytes)]
}

/** Characters that servers escape in a page: they agree on none but the first three. */
const escapedInHtml = [/[&<>]/g, /[&<>"']/g, /[&<>"'/]/g, /[&<>"'`=]/g, /[&<>"'`=/]/g, /\W/g]
const htmlNames: Readonly<Record<string, string>> = { '&': 'amp', '<': 'lt', '>': 'gt', '"': 'quot' }

function decimal(character: string): string {
  return `#${String(character.charCodeAt(0)).padStart(2, '0')}`
}

function hexadecimal(character: string): string {
  return `#x${character.charCodeAt(0).toString(16).padStart(2, '0')}`
}

/** The forms that a text may have in a page; it is one of them where it has none of these characters. */
function inHtml(key: string): string[] {
  return escapedInHtml.flatMap((escaped) =>
    [decimal, hexadecimal].map((numbered) =>
      key.replaceAll(escaped, (character) => `&${htmlNames[character] ?? numbered(character)};`),
    ),
  )
}

/** Characters of base64 that belong to these bytes alone, wherever they stand in what is encoded. */
function inBase64(bytes: Buffer): string[] {
  return [0, 1, 2].flatMap((before) => {
    const text = Buffer.concat([Buffer.alloc(before), bytes]).toString('base64url')
    const whole = text.slice(Math.ceil((before * 8) / 6), Math.floor(((before + bytes.length) * 8) / 6))
    return [whole, whole.replaceAll('-', '+').replaceAll('_', '/')]
  })
}

/** A pattern of any of the texts, the longest first. */
function alternatives(texts: readonly string[]): string {
  return texts
    .toSorted((left, right) => right.length - left.length)
    .map((text) => text.replaceAll(/[^\w\s]/g, String.raw`\$&`))
    .join('|')
}
