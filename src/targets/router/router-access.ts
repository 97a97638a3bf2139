import { HttpClient } from '../../http/socket/client.ts'
import { RouterClient } from '../../servers/routers/router-client.ts'
import type { RouterSoftware } from '../../servers/routers/router-software.ts'
import { type StateEvents, stateEvents } from '../../servers/routers/state-events.ts'
import type { ResolvedEndpoint } from '../endpoint/resolve-endpoint.ts'

/** A way to ask a server, and to hear of its changes. */
export interface RouterAccess {
  readonly client: RouterClient
  /** Events of its states; null where it has none. */
  readonly events: (software: RouterSoftware) => Promise<StateEvents | null>
  /** Milliseconds that a model may take to be loaded, or to be gone. */
  readonly patienceMs: number
  /** Closes the connections. */
  readonly close: () => void
}

/** Address, headers and trust of a server that holds several models. */
export type RouterPlace = Pick<
  ResolvedEndpoint,
  'url' | 'query' | 'paths' | 'headers' | 'secrets' | 'timeouts' | 'tls' | 'proxy'
>

/** Milliseconds that a model may take to be loaded, where nobody said how long. */
export const usualLoadTimeoutMs = 600_000

/** Opens a way to a server on connections of its own: none of them is left beside a measurement. */
export function routerAccess(
  { url, query, paths, headers, secrets, timeouts, tls, proxy }: RouterPlace,
  patienceMs: number,
): RouterAccess {
  const client = new HttpClient({
    url: new URL(url).origin,
    // A call that loads a model may be answered at the end of that.
    timeouts: { ...timeouts, totalMs: Math.max(timeouts.totalMs, patienceMs) },
    secrets,
    ...(tls === null ? {} : { tls }),
    ...(proxy === null ? {} : { proxy }),
  })
  return {
    client: new RouterClient(client, { url, query, paths, headers }, patienceMs),
    events: async (software) =>
      // Neither a certificate of one's own nor a proxy is known to them: the list is asked instead.
      software.events === null || tls !== null || proxy !== null
        ? null
        : await stateEvents(new URL(software.events, url), headers),
    patienceMs,
    close: () => client.close(),
  }
}
