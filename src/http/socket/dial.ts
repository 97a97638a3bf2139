import { connect as connectTcp, isIP, type Socket } from 'node:net'
import { connect as connectTls, type ConnectionOptions } from 'node:tls'
import { now } from '../../clock.ts'
import type { HttpFailure } from '../failure.ts'
import { tunnel } from '../proxy/tunnel.ts'
import { ofProxy, openingFailure, proxyFailure } from './connection-failure.ts'
import type { Origin, TlsTrust } from './origin.ts'

/** Times that opening a connection took, in milliseconds; `tlsMs` is null without TLS. */
export interface ConnectTimes {
  readonly dnsMs: number
  /** TCP, and the tunnel through a proxy. */
  readonly tcpMs: number
  readonly tlsMs: number | null
}

/** Buffer that reads land in, and the function that is told of them. */
export interface Reads {
  readonly buffer: Buffer
  readonly callback: (size: number, source: Uint8Array) => boolean
}

/** A socket that is open, or the reason why there is none. */
export type Dialled = { readonly socket: Socket; readonly times: ConnectTimes } | { readonly failure: HttpFailure }

/**
 * Opens the way to a server: at once, or to its proxy, which passes http on and opens a tunnel for https.
 * `settled` is called once.
 * @returns a function that gives it up
 */
export function dial(origin: Origin, reads: Reads, settled: (outcome: Dialled) => void): () => void {
  const { url, tls, proxy, lookup } = origin
  const secure = url.protocol === 'https:'
  const began = now()
  let resolvedAt = began
  let connectedAt = 0
  let over = false
  const settle = (outcome: Dialled): void => {
    if (over) return
    over = true
    settled(outcome)
  }
  const fail = (failure: HttpFailure): void => settle({ failure })
  const ready = (socket: Socket, tlsMs: number | null): void =>
    settle({ socket, times: { dnsMs: resolvedAt - began, tcpMs: connectedAt - resolvedAt, tlsMs } })

  const next = proxy === null ? url : new URL(proxy.url)
  const nextSecure = next.protocol === 'https:'
  const tunnels = proxy !== null && secure
  const target = { host: hostOf(next), lookup, port: portOf(next), ...(tunnels ? {} : { onread: reads }) }
  const trust = proxy === null ? tls : tls?.ca === undefined ? {} : { ca: tls.ca }
  let socket: Socket = nextSecure ? connectTls({ ...target, ...trustOf(next, trust) }) : connectTcp(target)
  const failed = (error: NodeJS.ErrnoException): void => {
    socket.destroy()
    const connected = connectedAt > 0
    fail(proxy === null ? openingFailure(error, connected, url) : proxyFailure(error, connected, proxy))
  }
  socket.once('lookup', () => {
    resolvedAt = now()
  })
  socket.once('error', failed)
  socket.once('close', () => {
    const text = 'closed the connection'
    fail(proxy === null ? { class: 'reset', message: 'the connection was closed' } : ofProxy(proxy, text))
  })
  socket.once('connect', () => {
    connectedAt = now()
    socket.setNoDelay(true)
    if (!nextSecure) opened()
  })
  if (nextSecure) socket.once('secureConnect', () => opened())

  function opened(): void {
    if (proxy === null || !tunnels) return ready(socket, nextSecure ? now() - connectedAt : null)
    tunnel(socket, url, proxy, (failure) => {
      if (failure !== null) {
        socket.destroy()
        fail(failure)
        return
      }
      connectedAt = now()
      encrypt(socket)
    })
  }

  /** Agrees on TLS with the server, inside of the tunnel. */
  function encrypt(through: Socket): void {
    const inner = connectTls({ socket: through, ...trustOf(url, tls) })
    socket = inner
    through.removeListener('error', failed)
    // What goes wrong there, the encrypted one tells.
    through.on('error', () => {})
    inner.once('error', (error: NodeJS.ErrnoException) => {
      inner.destroy()
      fail(openingFailure(error, true, url))
    })
    inner.once('close', () => fail({ class: 'reset', message: 'the connection was closed' }))
    // Over another socket Node reads into buffers of its own.
    inner.on('data', (bytes: Buffer) => reads.callback(bytes.length, bytes))
    inner.once('secureConnect', () => ready(inner, now() - connectedAt))
  }

  return () => {
    over = true
    socket.destroy()
  }
}

function hostOf({ hostname }: URL): string {
  return hostname.replace(/^\[|\]$/g, '')
}

function portOf({ port, protocol }: URL): number {
  return Number(port) || (protocol === 'https:' ? 443 : 80)
}

function trustOf(url: URL, tls: TlsTrust | undefined): ConnectionOptions {
  const host = hostOf(url)
  const servername = tls?.servername ?? (isIP(host) === 0 ? host : undefined)
  return {
    ALPNProtocols: ['http/1.1'],
    host,
    rejectUnauthorized: tls?.rejectUnauthorized ?? true,
    ...(tls?.ca === undefined ? {} : { ca: tls.ca }),
    ...(servername === undefined ? {} : { servername }),
  }
}
