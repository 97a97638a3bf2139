import { createServer, type Server, type Socket } from 'node:net'
import { createSecureContext, TLSSocket } from 'node:tls'
import type { LlmBenchError } from '../errors.ts'
import { type Call, optionsOf } from '../option-check/call.ts'
import { noMore } from '../option-check/no-more.ts'
import { notAllowed } from '../option-check/sentences.ts'
import { Connection } from './wire/connection.ts'
import type { MockServerOptions } from './options.ts'
import { Turns } from './wire/turns.ts'
import { noteSlowed } from '../machine/processes/slowdown.ts'
import { Service } from './service.ts'
import { type Settings, settingsOf } from './settings.ts'
import type { RequestStamps } from './stamps.ts'

const host = '127.0.0.1'

/** A running mock server in this process. */
export interface MockServer extends AsyncDisposable {
  /** Base of the API: `http://127.0.0.1:<port>/v1`. */
  readonly url: string
  readonly port: number
  /** Number of requests for tokens received so far; health checks and the like are not counted. */
  readonly requests: number
  /** Number of connections opened so far. */
  readonly connections: number
  /** Ground truth of the latest requests, in the order they were received. */
  stamps(): RequestStamps[]
  /** Forgets stamps, counts and cached prefixes. */
  reset(): void
  /** Ends all connections and frees the port. */
  close(): Promise<void>
}

/**
 * Starts a mock server in this process. Where its work must not take time from a client's, use
 * `spawnMockServer`.
 * @throws LlmBenchError `invalid-option` for an option it cannot take and for a port that is in use
 */
export async function startMockServer(options?: MockServerOptions): Promise<MockServer>
export async function startMockServer(options: MockServerOptions = {}, ...more: unknown[]): Promise<MockServer> {
  const call = optionsOf('startMockServer')
  noMore(call(''), more)
  return await openMockServer(options, call)
}

/** How a port is held: alone, or beside other processes, of which the first makes sure that it is nobody else's. */
export type PortUse = 'alone' | 'first' | 'further'

/**
 * Starts a mock server in this process.
 * @param call the call that its options were given to
 * @throws LlmBenchError as {@link startMockServer}
 */
export async function openMockServer(
  options: MockServerOptions,
  call: Call,
  use: PortUse = 'alone',
): Promise<MockServer> {
  const settings = settingsOf(options, call)
  const service = new Service(settings, use === 'alone')
  const sockets = new Set<Socket>()
  let connections = 0
  const secure = secureContext(settings, call('tls'))
  const turns = new Turns()
  const server = createServer({ noDelay: true }, (transport) => {
    connections++
    sockets.add(transport)
    transport.on('close', () => sockets.delete(transport))
    // Also of a client that breaks off while TLS is set up.
    transport.on('error', () => {})
    const socket = secure === null ? transport : new TLSSocket(transport, { isServer: true, secureContext: secure })
    const serve = (): Connection => new Connection(socket, transport, service.handle)
    if (settings.oneConnection) turns.take(transport, serve)
    else serve()
  })
  const port = await listen(server, settings.port, { call, use })
  noteSlowed(`port ${port}`)
  const close = async (): Promise<void> => {
    service.stop()
    const closed = new Promise<void>((resolve) => server.close(() => resolve()))
    for (const socket of sockets) socket.destroy()
    await closed
  }
  return {
    url: `${secure === null ? 'http' : 'https'}://${host}:${port}/v1`,
    port,
    get requests() {
      return service.requests
    },
    get connections() {
      return connections
    },
    stamps: () => service.stamps.all(),
    reset() {
      service.reset()
      connections = 0
    },
    close,
    [Symbol.asyncDispose]: close,
  }
}

function secureContext({ tls }: Settings, call: string): ReturnType<typeof createSecureContext> | null {
  if (tls === null) return null
  try {
    return createSecureContext(tls)
  } catch (cause) {
    throw notAllowed(call, 'what was given', '{ key, cert } in PEM that belong together', { cause })
  }
}

async function listen(
  server: Server,
  port: number,
  { call, use }: { readonly call: Call; readonly use: PortUse },
): Promise<number> {
  // A port that is shared can be joined by any process of this user: only one that is asked for alone is seen as taken.
  if (use === 'first' && port !== 0) {
    const probe = createServer()
    await bind(probe, port, { call, use: 'alone' })
    await new Promise((resolve) => probe.close(resolve))
  }
  await bind(server, port, { call, use })
  const address = server.address()
  return typeof address === 'object' && address !== null ? address.port : port
}

async function bind(
  server: Server,
  port: number,
  { call, use }: { readonly call: Call; readonly use: PortUse },
): Promise<void> {
  await new Promise<void>((resolve, reject) => {
    server.once('error', (error: NodeJS.ErrnoException) => {
      reject(use !== 'alone' && error.code === 'ENOTSUP' ? notShared(call, error) : notToBeHad(call, port, error))
    })
    server.listen({ port, host, reusePort: use !== 'alone' }, resolve)
  })
}

function notShared(call: Call, cause: Error): LlmBenchError {
  const value = 'more than one process, which on this system cannot share a port,'
  return notAllowed(call('processes'), value, '1', { cause })
}

function notToBeHad(call: Call, port: number, cause: NodeJS.ErrnoException): LlmBenchError {
  const reason = cause.code === 'EADDRINUSE' ? 'in use' : `not to be had (${cause.code ?? cause.message})`
  return notAllowed(call('port'), `${port}, which is ${reason},`, 'another, or 0 for a free one', { cause })
}
