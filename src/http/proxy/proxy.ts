import { LlmBenchError } from '../../errors.ts'
import { printableAddress } from '../../option-check/printable-address.ts'
import { notAllowed } from '../../option-check/sentences.ts'

/** A proxy that requests go through. */
export interface Proxy {
  /** Origin of the proxy, without user and password: fit for reports and messages. */
  readonly url: string
  /** Value of `proxy-authorization`; null where its address has no user. A secret. */
  readonly authorization: string | null
  /** Name of the option or environment variable it was read from. */
  readonly from: string
}

const example = 'the address of an HTTP proxy, such as http://127.0.0.1:3128'

/**
 * The proxy of an address: `http://…`, `https://…`, or `host:port`, which is one of http. User and password in
 * it are percent-decoded.
 * @param from the option or environment variable that holds it
 * @throws LlmBenchError `invalid-option` for what is no such address; user and password are never shown
 */
export function proxyOf(text: string, from: string): Proxy {
  const url = URL.parse(/^[a-z][a-z\d+.-]*:\/\//i.test(text) ? text : `http://${text}`)
  if (url === null || !/^https?:$/.test(url.protocol) || url.hostname === '')
    throw notAllowed(from, JSON.stringify(printableAddress(text)), `${example}, or go without one: proxy: false`)
  const { username, password, origin } = url
  const pair = `${decoded(username, from)}:${decoded(password, from)}`
  const isKnown = username !== '' || password !== ''
  return { url: origin, authorization: isKnown ? `Basic ${Buffer.from(pair).toString('base64')}` : null, from }
}

/** Texts of a proxy that no message may contain. */
export function proxySecrets(proxy: Proxy | null): string[] {
  const authorization = proxy?.authorization ?? null
  if (authorization === null) return []
  const pair = Buffer.from(authorization.slice('Basic '.length), 'base64').toString()
  const password = pair.slice(pair.indexOf(':') + 1)
  return [authorization, ...(password === '' ? [] : [password])]
}

function decoded(part: string, from: string): string {
  try {
    return decodeURIComponent(part)
  } catch {
    throw new LlmBenchError(
      'invalid-option',
      `${from}: the user or password of the proxy is not percent-encoded: write % as %25`,
    )
  }
}
