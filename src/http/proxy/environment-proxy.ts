import { isExempt } from './no-proxy.ts'
import { type Proxy, proxyOf } from './proxy.ts'

type Environment = Readonly<Record<string, string | undefined>>

/**
 * The proxy that the environment names for an address, by curl's rules: `http_proxy` or `https_proxy`, else
 * `all_proxy`, unless `no_proxy` names the host; each in lower or upper case, of which the lower goes first.
 * Null where there is none, and for what is on this machine, whatever the environment says.
 * @throws LlmBenchError `invalid-option` naming the variable that holds no address of an HTTP proxy
 */
export function environmentProxy(url: URL, environment: Environment): Proxy | null {
  if (isHere(url)) return null
  const scheme = url.protocol === 'https:' ? 'https' : 'http'
  const names = [`${scheme}_proxy`, `${scheme}_proxy`.toUpperCase(), 'all_proxy', 'ALL_PROXY']
  // A CGI program is given a client's header "Proxy" under this name.
  const trusted = environment['REQUEST_METHOD'] === undefined ? names : names.filter((name) => name !== 'HTTP_PROXY')
  const from = trusted.find((name) => isGiven(environment[name]))
  if (from === undefined) return null
  const exempt = ['no_proxy', 'NO_PROXY'].map((name) => environment[name]).find(isGiven)
  if (exempt !== undefined && isExempt(url, exempt)) return null
  return proxyOf((environment[from] as string).trim(), from)
}

function isGiven(value: string | undefined): boolean {
  return value !== undefined && value.trim() !== ''
}

/** Whether an address is one of this machine's own. */
function isHere({ hostname }: URL): boolean {
  const host = hostname.replace(/^\[|\]$/g, '').replace(/\.$/, '')
  if (host === 'localhost' || host.endsWith('.localhost')) return true
  return /^(?:127\.\d+\.\d+\.\d+|0\.0\.0\.0|::1?|::ffff:7f[\da-f]{2}:[\da-f]{1,4})$/.test(host)
}
