import { errorText } from '../../http/error-text.ts'
import { serverText } from '../../http/failure.ts'
import { answerRedactor, redactor, type Redact } from '../../http/redact.ts'
import { retryAfterSeconds } from '../../waiting/retry-after.ts'
import { at, numberOf, objectOf, textOf } from '../../json.ts'
import type { FailedSample, FailureClass } from '../../samples/sample.ts'

/** Failure of a call, with the status and the wait of its server's answer, where there was one. */
export interface CallFailure {
  readonly failure: FailedSample['failure']
  readonly status: number | null
  readonly retryAfterSeconds: number | null
}

/** Origin of an error within its call. */
export interface ErrorPlace {
  /** True for an error part of the stream; false where it was thrown. */
  readonly inStream: boolean
  /** Whether anything of the answer had come. */
  readonly begun: boolean
}

const secretName = /(?:KEY|TOKEN|SECRET|PASSWORD|CREDENTIALS?)$/i
/** Names of secrets among a call's options: more than of variables of the environment, which serve many ends. */
const secretOption = /(?:key|token|secret|password|credentials?|authorization|cookie|headers)$/i
const shortestSecret = 8
const usualName = /\b((?:proxy-)?authorization|(?:x-)?(?:goog-)?api[-_ ]?key|(?:access|auth)[-_ ]?token|[?&]key)/
const assigned = /(["']?\s*[:=]\s*["']?)(?:\w+\s+(?=\S{8}))?[^\s"',;&]+/
/** Values that follow the usual names of secrets. */
const named = new RegExp(usualName.source + assigned.source, 'gi')
/** Texts that look like the keys of the usual providers. */
const shaped = /\b(?:sk|pk|rk|gsk|xai|pplx|csk)[-_][\w-]{8,}|\bAIza[\w-]{10,}/g

/**
 * A function that replaces secrets in the text of an error: the environment's, which a provider reads its
 * key from, those of the call's own options (headers, and the fields of `providerOptions` with the name of
 * a secret), and texts that look like one.
 */
export function callRedactor(
  environment: Readonly<Record<string, string | undefined>>,
  callOptions: Readonly<Record<string, unknown>>,
): Redact {
  const redact = redactor([...ofEnvironment(environment), ...ofOptions(callOptions)])
  return (text) => redact(text).replaceAll(named, '$1$2<secret>').replaceAll(shaped, '<secret>')
}

/**
 * A function that replaces the same secrets in an answer. Of the environment only those with a digit: other
 * variables of such names may hold a word.
 */
export function callAnswerRedactor(
  environment: Readonly<Record<string, string | undefined>>,
  callOptions: Readonly<Record<string, unknown>>,
): Redact {
  return answerRedactor([...ofEnvironment(environment).filter((value) => /\d/.test(value)), ...ofOptions(callOptions)])
}

function ofEnvironment(environment: Readonly<Record<string, string | undefined>>): string[] {
  return Object.entries(environment).flatMap(([name, value]) =>
    secretName.test(name) && value !== undefined && value.length >= shortestSecret ? [value] : [],
  )
}

function ofOptions({ headers, providerOptions }: Readonly<Record<string, unknown>>): string[] {
  return [...textsBelow(headers).flatMap(withoutScheme), ...secretsBelow(providerOptions)]
}

/** A header's value; its part after `Basic` or the like is as secret without that word. */
function withoutScheme(value: string): string[] {
  return [value, value.replace(/^\w+\s+/, '')]
}

/** Texts that a field with the name of a secret holds, at any depth. */
function secretsBelow(value: unknown): string[] {
  if (typeof value !== 'object' || value === null) return []
  return Object.entries(value).flatMap(([name, field]) =>
    secretOption.test(name) ? textsBelow(field) : secretsBelow(field),
  )
}

function textsBelow(value: unknown): string[] {
  if (typeof value === 'string') return [value]
  return typeof value === 'object' && value !== null ? Object.values(value).flatMap(textsBelow) : []
}

/** Sorts an error of a provider into our classes. Its request and headers are never looked at. */
export function callFailure(error: unknown, place: ErrorPlace, redact: Redact): CallFailure {
  const chain = causesOf(error)
  const message = serverText(messageOf(chain), redact)
  // Inside a stream the status was a success, whatever number the error has.
  const answered = place.inStream ? null : chain.find((cause) => numberOf(at(cause, 'statusCode')) !== null)
  const status = numberOf(at(answered, 'statusCode'))
  const failure: CallFailure['failure'] =
    status !== null && status >= 300
      ? { class: 'http-status', message: `status ${status}${message === '' ? '' : `: ${message}`}` }
      : {
          class: classOf(chain, { ...place, begun: place.begun || status !== null }),
          message: message === '' ? 'an error without a message' : message,
        }
  return { failure, status, retryAfterSeconds: retryAfterSeconds(status, headersOf(answered)) }
}

/** Headers of an answer that was an error, their names in lower case. */
function headersOf(answered: unknown): ReadonlyMap<string, string> {
  const headers = Object.entries(objectOf(at(answered, 'responseHeaders')) ?? {})
  return new Map(headers.flatMap(([name, value]) => (typeof value === 'string' ? [[name.toLowerCase(), value]] : [])))
}

const mostCauses = 8

/** The error, its cause, the cause of that, …; of several errors in one the first. */
function causesOf(error: unknown): unknown[] {
  const chain: unknown[] = []
  let cause = error
  while (cause !== undefined && cause !== null && chain.length < mostCauses && !chain.includes(cause)) {
    chain.push(cause)
    const next: unknown = at(cause, 'cause')
    const several: unknown = at(cause, 'errors')
    cause = next ?? (Array.isArray(several) ? several[0] : undefined)
  }
  return chain
}

/** Message of the first error of a chain, and that of a network error below it. */
function messageOf(chain: readonly unknown[]): string {
  const [first] = chain
  const said = textOf(first) ?? textOf(at(first, 'message')) ?? errorText(first) ?? jsonOf(first)
  const network = chain.find((cause) => textOf(at(cause, 'code')) !== null && textOf(at(cause, 'message')) !== null)
  const below = textOf(at(network, 'message'))
  return below === null || said.includes(below) ? said : `${said}: ${below}`
}

function jsonOf(value: unknown): string {
  // An error is no JSON: it may carry the request.
  if (value instanceof Error || objectOf(value) === null) return value instanceof Error ? value.name : String(value)
  try {
    return JSON.stringify(value)
  } catch {
    return 'an error that cannot be shown'
  }
}

function classOf(chain: readonly unknown[], place: ErrorPlace): FailureClass {
  for (const cause of chain) {
    const found = classOfCode(textOf(at(cause, 'code')) ?? '', place) ?? classOfName(cause)
    if (found !== null) return found
  }
  return place.inStream ? 'server-error' : 'engine'
}

function classOfCode(code: string, { begun }: ErrorPlace): FailureClass | null {
  switch (code) {
    case 'ECONNREFUSED':
    case 'EHOSTUNREACH':
    case 'ENETUNREACH':
      return 'refused'
    case 'ENOTFOUND':
    case 'EAI_AGAIN':
      return 'dns'
    case 'ECONNRESET':
    case 'EPIPE':
      return 'reset'
    case 'UND_ERR_SOCKET':
      return begun ? 'truncated' : 'reset'
    case 'UND_ERR_RES_CONTENT_LENGTH_MISMATCH':
      return 'truncated'
    case 'ETIMEDOUT':
    case 'UND_ERR_CONNECT_TIMEOUT':
      return 'connect-timeout'
    case 'UND_ERR_HEADERS_TIMEOUT':
      return 'first-token-timeout'
    case 'UND_ERR_BODY_TIMEOUT':
      return begun ? 'stall' : 'first-token-timeout'
    default:
      if (/^(?:HPE_|UND_ERR_HEADERS_OVERFLOW)/.test(code)) return 'malformed'
      return /^(?:ERR_(?:TLS|SSL)|CERT_|DEPTH_ZERO|SELF_SIGNED|UNABLE_TO_|EPROTO$)/.test(code) ? 'tls' : null
  }
}

/** Class of an error by its name, as the SDK marks its errors; of Node's fetch only these lack a code. */
function classOfName(cause: unknown): FailureClass | null {
  switch (textOf(at(cause, 'name')) ?? '') {
    case 'AI_EmptyResponseBodyError':
    case 'AI_NoContentGeneratedError':
      return 'empty'
    case 'AI_InvalidResponseDataError':
      return /without a finish reason/i.test(textOf(at(cause, 'message')) ?? '') ? 'truncated' : 'malformed'
    case 'HTTPParserError':
    case 'AI_JSONParseError':
    case 'AI_TypeValidationError':
      return 'malformed'
    default:
      return null
  }
}
