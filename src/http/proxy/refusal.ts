import type { HttpFailure } from '../failure.ts'
import { ofProxy } from '../socket/connection-failure.ts'
import type { Proxy } from './proxy.ts'

/** Headers that only a proxy's own refusals have. */
const marks = ['proxy-authenticate', 'proxy-status', 'x-squid-error']

/** Failure of a request that a proxy refused with a status. */
export function refusalOfProxy(proxy: Proxy, status: number, reason: string): HttpFailure {
  const said = reason === '' ? '' : ` ${reason}`
  return ofProxy(proxy, `answered ${status}${said}: ${wayOut(status, proxy)}`)
}

/** Whether a refusal is the proxy's own, and not passed on from the server. */
export function isProxysOwn(status: number, headers: ReadonlyMap<string, string>): boolean {
  return status === 407 || (status >= 400 && marks.some((name) => headers.has(name)))
}

function wayOut(status: number, { authorization }: Proxy): string {
  if (status === 407)
    return authorization === null
      ? 'put a user and a password into its address'
      : 'correct the user and the password in its address'
  if (status === 403 || status === 405) return 'it does not allow this server or port'
  if (status >= 500) return 'it could not reach the server'
  return 'see its log'
}
