import { bodyFraming, type BodyFraming } from './body-framing.ts'
import { foreignProtocol } from './foreign-protocol.ts'

/** First lines of an answer, and how its body is told from what follows. */
export interface ResponseHead {
  readonly status: number
  readonly reason: string
  /** Values by lower-case name; those of several lines are joined by commas. */
  readonly headers: ReadonlyMap<string, string>
  /** Whether the server lets the connection carry another request. */
  readonly keepAlive: boolean
  readonly framing: BodyFraming
}

/** Head of an answer and the length of the text behind it, a reason why it is none, or neither yet. */
export type HeadReading =
  | { readonly state: 'complete'; readonly head: ResponseHead; readonly restLength: number }
  | { readonly state: 'problem'; readonly problem: string }
  | { readonly state: 'incomplete' }

const longestHead = 65_536
const incomplete: HeadReading = { state: 'incomplete' }
/** Headers that have one value: of a second line, which a proxy added, nothing is kept. */
const single: ReadonlySet<string> = new Set(['content-type', 'date', 'location', 'retry-after', 'server'])

/**
 * Reads a head out of the first bytes of an answer, one letter a byte. It takes what curl and browsers
 * take: lines that end in LF alone, blank lines before the first, folded lines, a space before the colon, no
 * reason phrase.
 */
export function readHead(text: string): HeadReading {
  let rest = text
  for (;;) {
    rest = rest.replace(/^[\r\n]+/, '')
    const foreign = foreignProtocol(rest)
    if (foreign !== null) return problem(foreign)
    const end = /\r?\n\r?\n/.exec(rest)
    if (end === null) return rest.length > longestHead ? problem('the head is longer than 64 KiB') : incomplete
    const head = rest.slice(0, end.index)
    rest = rest.slice(end.index + end[0].length)
    // 101 is final: nobody asked for another protocol.
    if (/^HTTP\/1\.\d +1(?!01)\d\d/.test(head)) continue
    const parsed = parseHead(head)
    return typeof parsed === 'string' ? problem(parsed) : { state: 'complete', head: parsed, restLength: rest.length }
  }
}

function problem(text: string): HeadReading {
  return { state: 'problem', problem: text }
}

function parseHead(text: string): ResponseHead | string {
  const [first = '', ...lines] = text.replaceAll(/\r?\n[\t ]+/g, ' ').split(/\r?\n/)
  const [, minor, code, reason] = /^HTTP\/1\.(\d) +(\d{3})(?:[\t ]+(.*))?$/.exec(first.trimEnd()) ?? []
  if (code === undefined) return 'the status line is not HTTP/1.1'
  const status = Number(code)
  if (status === 101) return 'the server changed to another protocol, which nobody asked for'
  const headers = headersOf(lines)
  const framing = bodyFraming(status, headers)
  if (typeof framing === 'string') return framing
  const connection = `${headers.get('connection') ?? ''},${headers.get('proxy-connection') ?? ''}`.toLowerCase()
  const keepAlive = minor === '0' ? connection.includes('keep-alive') : !connection.includes('close')
  return { status, reason: reason ?? '', headers, keepAlive: keepAlive && framing.kind !== 'until-end', framing }
}

function headersOf(lines: readonly string[]): Map<string, string> {
  const headers = new Map<string, string>()
  for (const line of lines) {
    const colon = line.indexOf(':')
    if (colon <= 0) continue
    const name = line.slice(0, colon).trim().toLowerCase()
    const value = line.slice(colon + 1).trim()
    const before = headers.get(name)
    if (before === undefined) headers.set(name, value)
    else if (!single.has(name)) headers.set(name, `${before}, ${value}`)
  }
  return headers
}
