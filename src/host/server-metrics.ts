import { HttpClient } from '../http/socket/client.ts'
import type { Proxy } from '../http/proxy/proxy.ts'
import type { HttpTransport } from '../requesters/http/transport.ts'
import { type MetricsReading, MetricsReader } from '../servers/metrics/read-metrics.ts'

/** Address of a server's metrics, and the way there. */
export interface MetricsPlace {
  readonly url: string
  /** Proxy to another server than the endpoint itself; null for none. */
  readonly proxy: Proxy | null
}

/** Reads the metrics at one place. */
export type ReadMetrics = (place: MetricsPlace) => Promise<MetricsReading>

const connectMs = 2000
const totalMs = 5000

/**
 * Reads metrics beside a load. Those of the endpoint's own origin come over a connection of the load's, which is
 * idle between blocks: a server that serves one connection at a time would let another wait. Another origin gets a
 * connection of its own, and never a key.
 * @param restore opens the connections that reading has closed
 */
export function metricsOf(client: HttpClient, transport: HttpTransport, restore: () => Promise<void>): ReadMetrics {
  const own = new Map<string, MetricsReader>()
  return async ({ url, proxy }) => {
    const { origin, pathname, search } = new URL(url)
    const path = `${pathname}${search}`
    if (origin === client.origin) {
      const reader = own.get(path) ?? new MetricsReader(client, path, transport.headers)
      own.set(path, reader)
      const reading = await reader.read()
      await restore().catch(() => {})
      return reading
    }
    const { secrets, tls } = transport
    const { servername: _name, ...trust } = tls ?? {}
    const elsewhere = new HttpClient({
      url: origin,
      timeouts: { connectMs, firstTokenMs: totalMs, stallMs: totalMs, totalMs },
      secrets,
      tls: trust,
      ...(proxy === null ? {} : { proxy }),
    })
    try {
      return await new MetricsReader(elsewhere, path, null).read()
    } finally {
      elsewhere.close()
    }
  }
}
