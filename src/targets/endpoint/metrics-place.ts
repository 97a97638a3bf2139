import type { MetricsPlace } from '../../host/server-metrics.ts'
import { printableAddress } from '../../option-check/printable-address.ts'
import { notAllowed } from '../../option-check/sentences.ts'
import { proxyFor } from './proxy-for.ts'

/** Metrics of an endpoint that are to be read. */
export interface EndpointMetrics extends MetricsPlace {
  /** Address that is tried first where none was given: beside a path before `/v1`; null for none. */
  readonly beside: string | null
  /** Whether their address was given, so that it is an error where they cannot be read. */
  readonly isGiven: boolean
  /** Whether they are of another origin than the endpoint, which gets no key. */
  readonly isElsewhere: boolean
}

/**
 * The place of an endpoint's metrics: beside its path or at its origin, or the address that was given, which may be
 * a path.
 * Without the option only over http: who serves https is a stranger, and not asked unbidden.
 * @param where the option in its call
 * @throws LlmBenchError `invalid-option` for what is no address of http or https
 */
export function metricsPlace(
  url: string,
  asked: boolean | string | undefined,
  { proxy, where }: { readonly proxy: string | false | undefined; readonly where: string },
): EndpointMetrics | null {
  if (asked === false || (asked === undefined && !url.startsWith('http:'))) return null
  if (typeof asked !== 'string')
    return {
      url: new URL('/metrics', url).href,
      beside: besideOf(url),
      proxy: null,
      isGiven: false,
      isElsewhere: false,
    }
  const place = URL.parse(asked, url)
  const isAddress = /^(?:https?:\/\/|\/)/i.test(asked)
  if (place === null || !isAddress || place.username !== '' || place.password !== '')
    throw notAllowed(
      where,
      JSON.stringify(printableAddress(asked)),
      'true, false, a path such as "/metrics", or an address such as http://127.0.0.1:9090/metrics without a user',
    )
  place.hash = ''
  const isElsewhere = place.origin !== new URL(url).origin
  return {
    url: place.href,
    beside: null,
    proxy: isElsewhere ? proxyFor(place.href, proxy, where) : null,
    isGiven: true,
    isElsewhere,
  }
}

/** `/metrics` below the path that a gateway tells its servers apart by. */
function besideOf(url: string): string | null {
  const prefix = new URL(url).pathname.replace(/\/+$/, '').replace(/\/v\d+$/, '')
  return prefix === '' ? null : new URL(`${prefix}/metrics`, url).href
}

/** Values in the query of an address of metrics: one may be a key. */
export function querySecrets(place: EndpointMetrics | null): string[] {
  return place === null ? [] : [...new URL(place.url).searchParams.values()].filter((value) => value !== '')
}
