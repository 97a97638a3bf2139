import type { HttpFailure } from '../failure.ts'
import { systemReason } from '../../system-error.ts'
import type { Proxy } from '../proxy/proxy.ts'

/** Codes of limits of this machine: nothing is the matter with the server. */
const ownLimits = /EMFILE|ENFILE/

/** Whether a failure to connect is this machine's, by its message, which has the way out. */
export function isOwnLimit(message: string): boolean {
  return ownLimits.test(message)
}

/** Failure of opening a connection to a server. @param connected whether TCP was there, so that TLS failed */
export function openingFailure(error: NodeJS.ErrnoException, connected: boolean, { host, hostname }: URL): HttpFailure {
  const code = error.code ?? error.name
  if (connected) return { class: 'tls', message: `TLS with ${host} failed (${code}): ${tlsReason(error)}` }
  if (isNameFailure(error)) return { class: 'dns', message: `the name "${hostname}" could not be looked up (${code})` }
  if (code === 'ETIMEDOUT')
    return { class: 'connect-timeout', message: `${host} did not answer the connection (${code})` }
  if (ownLimits.test(code))
    return { class: 'refused', message: `${host} could not be connected to (${systemReason(error)})` }
  return { class: 'refused', message: `${host} could not be connected to (${code})` }
}

/** Failure of opening a connection to a proxy: it is the proxy's, whatever the server would have said. */
export function proxyFailure(error: NodeJS.ErrnoException, connected: boolean, proxy: Proxy): HttpFailure {
  const code = error.code ?? error.name
  if (connected) return ofProxy(proxy, `could not be trusted: TLS failed (${code}): ${tlsReason(error)}`)
  if (isNameFailure(error)) return ofProxy(proxy, `could not be looked up (${code})`)
  return ofProxy(proxy, `could not be connected to (${code})`)
}

/** Failure of a proxy, which is named with the option or variable it comes from. */
export function ofProxy({ url, from }: Proxy, text: string): HttpFailure {
  return { class: 'proxy', message: `the proxy ${url} (${from}) ${text}` }
}

/** Failure of a connection that was open. */
export function lossOf(error: NodeJS.ErrnoException): HttpFailure {
  const code = error.code ?? error.name
  return /SSL|TLS|CERT/.test(code)
    ? { class: 'tls', message: `TLS failed (${code})` }
    : { class: 'reset', message: `the connection was lost (${code})` }
}

function isNameFailure({ code = '', syscall }: NodeJS.ErrnoException): boolean {
  return syscall === 'getaddrinfo' || /^(ENOTFOUND|EAI_)/.test(code)
}

/** The reason alone: OpenSSL's messages hold file names beside it, Node's its own advice behind a semicolon. */
function tlsReason(error: Error): string {
  const text = 'reason' in error && typeof error.reason === 'string' ? error.reason : error.message
  if (/no application protocol/i.test(text)) return 'the server speaks HTTP/2 only, not HTTP/1.1'
  return text.split(';', 1)[0] ?? text
}
