import { isObject, listOf, parsedJson, textOf } from '../../json.ts'
import { refuses, wantedInstead } from './refusal-words.ts'

/** A field of a request that a server does not take. */
export interface RefusedField {
  /** Name it was sent under. */
  readonly name: string
  /** Name the server wants in its place; null where it names none. */
  readonly instead: string | null
}

/** Depth beyond which a server's error is not looked at, and the most texts of it. */
const deepest = 8
const mostTexts = 100
/** Bytes of an error's body that are looked at. */
const longestBody = 16_384

/** Statuses that are about something else than the request's fields. */
const otherwise: ReadonlySet<number> = new Set([401, 402, 403, 404, 407, 408, 409, 413, 429, 503, 504])

/**
 * The fields of a request that a server refused in clear words: those of OpenAI and Azure (`param` and
 * `code`), of pydantic (`loc` and `type`), or a sentence that names the field and says that it is unknown,
 * not permitted or not supported. Empty where the words are about anything else.
 *
 * @param sent names the request's fields were sent under
 */
export function refusedFields(status: number | null, body: Buffer, sent: readonly string[]): RefusedField[] {
  if (status === null || status < 400 || otherwise.has(status)) return []
  const text = body.toString('utf8', 0, longestBody)
  const found: Found = { texts: [], names: new Set() }
  collect(parsedJson(text, text), found, deepest)
  return sent.flatMap((name) => {
    const said = found.texts.filter((words) => refuses(words, name))
    if (said.length === 0 && !found.names.has(name)) return []
    const instead = (said.length === 0 ? found.texts : said).map((words) => wantedInstead(words, name))
    return [{ name, instead: instead.find((wanted) => wanted !== null) ?? null }]
  })
}

interface Found {
  readonly texts: string[]
  /** Fields that are named apart from the words. */
  readonly names: Set<string>
}

function collect(value: unknown, found: Found, depth: number): void {
  if (depth === 0 || found.texts.length >= mostTexts) return
  if (typeof value === 'string') found.texts.push(value)
  for (const entry of listOf(value) ?? []) collect(entry, found, depth - 1)
  if (!isObject(value)) return
  const name = namedField(value)
  if (name !== null) found.names.add(name)
  for (const [key, entry] of Object.entries(value)) {
    // What was sent comes back in `input`, and is nobody's word.
    if (key !== 'input' && key !== 'ctx' && key !== 'param' && key !== 'loc') collect(entry, found, depth - 1)
  }
}

const unknownCode = /unsupported|unknown|unrecogni[sz]ed|unexpected|extra|not_(?:supported|allowed|permitted)/i

/** The field that an error names in a field of its own, where its code or type says that it is refused. */
function namedField(error: Readonly<Record<string, unknown>>): string | null {
  const codes = [error['code'], error['type']].filter((code) => typeof code === 'string')
  const param = textOf(error['param'])
  if (param !== null && codes.some((code) => unknownCode.test(code))) return firstOf(param, codes)
  const place = listOf(error['loc'])?.filter((part) => typeof part === 'string' && part !== 'body')
  const [first] = place ?? []
  const says = `${codes.join(' ')} ${textOf(error['msg']) ?? ''}`
  const isRefused = unknownCode.test(says) || /not permitted|not allowed/i.test(says)
  return typeof first === 'string' && isRefused ? first : null
}

/** The request's field that a path such as `stream_options.include_usage` begins with. */
function firstOf(param: string, codes: readonly string[]): string | null {
  const [field = '', ...inside] = param.replace(/^body[./]/, '').split(/[.[]/)
  // A value inside of the messages, or a model of that name: the field itself is taken.
  const isOfValue = codes.some((code) => /value|model/i.test(code))
  return (field === 'messages' || field === 'model' || field === 'prompt') && (isOfValue || inside.length > 0)
    ? null
    : field
}
