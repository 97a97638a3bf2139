import type { Exchange } from '../../http/socket/client.ts'
import type { HttpDetails } from '../../samples/sample.ts'

/** Facts of an exchange that only a request over HTTP has. */
export function httpDetails(exchange: Exchange): HttpDetails {
  const { connect, status, retryAfterSeconds, retried, redirects, redirectedTo } = exchange
  return {
    connectMs: connect === null ? null : connect.dnsMs + connect.tcpMs + (connect.tlsMs ?? 0),
    ...(connect === null ? {} : { connect }),
    status,
    retryAfterSeconds,
    ...(retried ? { retried } : {}),
    ...(redirects > 0 ? { redirects } : {}),
    ...(redirectedTo === null ? {} : { redirectedTo }),
  }
}
