import type { RequestLensRecord } from '../../../../src/record/lens/request-lens.ts'
import type { RunRecord } from '../../../../src/record/run.ts'

/** Names of the parts of a request, in their order. */
export type LensPartName =
  | 'waiting to be sent'
  | 'DNS'
  | 'TCP'
  | 'TLS'
  | 'DNS, TCP and TLS'
  | 'until the first token'
  | 'output'
  | 'until the end'

/** A part of a request: milliseconds from the moment at which it was due. */
export interface LensPart {
  readonly name: LensPartName
  readonly from: number
  readonly to: number
}

/** The parts of a request from the moment at which it was due to its end; one that took no time is left out. */
export function lensParts({ sentMs, connectMs, connect, firstMs, endMs }: RequestLensRecord): LensPart[] {
  const opened = connectMs === null ? sentMs : Math.max(0, sentMs - connectMs)
  const parts: LensPart[] = [
    { name: 'waiting to be sent', from: 0, to: opened },
    ...connectParts(connect, opened, sentMs),
    ...(firstMs === null
      ? [{ name: 'until the end', from: sentMs, to: endMs } as const]
      : ([
          { name: 'until the first token', from: sentMs, to: firstMs },
          { name: 'output', from: firstMs, to: endMs },
        ] as const)),
  ]
  return parts.filter(({ from, to }) => to > from)
}

/** Opening the connection; whole where its parts are not told, as in a report of an earlier version. */
function connectParts(connect: RequestLensRecord['connect'] | undefined, from: number, sentMs: number): LensPart[] {
  if (connect === null || connect === undefined) return [{ name: 'DNS, TCP and TLS', from, to: sentMs }]
  const found = Math.min(sentMs, from + connect.dnsMs)
  // What is rounded still ends where the request is sent.
  const connected = connect.tlsMs === null ? sentMs : Math.min(sentMs, found + connect.tcpMs)
  return [
    { name: 'DNS', from, to: found },
    { name: 'TCP', from: found, to: connected },
    { name: 'TLS', from: connected, to: sentMs },
  ]
}

/** Whether the requests of a run are ours over HTTP: those of an AI SDK have connections that nobody sees. */
export function isOverHttp({ target }: Pick<RunRecord, 'target'>): boolean {
  return target.kind === 'endpoint' || target.kind === 'server'
}

/** Failures of a request for which no connection could be opened. */
const unopened: ReadonlySet<string | null> = new Set(['refused', 'dns', 'tls', 'proxy', 'connect-timeout'])

/** Whether a request over HTTP opened a connection, was sent on one that was kept, or had none; null of any other. */
export function connectionWords({ connectMs, failure }: RequestLensRecord, isHttp: boolean): string | null {
  if (!isHttp) return null
  if (connectMs === null && unopened.has(failure)) return 'no connection'
  return connectMs === null ? 'kept connection' : 'new connection'
}
