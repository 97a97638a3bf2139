import { environmentProxy } from '../../http/proxy/environment-proxy.ts'
import { type Proxy, proxyOf } from '../../http/proxy/proxy.ts'

/**
 * The proxy that was asked for, or else the one the environment names at this moment.
 * @param option words for the option, in its call
 * @throws LlmBenchError `invalid-option` for what is no address of an HTTP proxy
 */
export function proxyFor(url: string, asked: string | false | undefined, option: string): Proxy | null {
  if (asked === false) return null
  return asked === undefined ? environmentProxy(new URL(url), process.env) : proxyOf(asked, option)
}
