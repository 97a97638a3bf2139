import { createServer, type AddressInfo, type Server, type Socket } from 'node:net'
import { createServer as createTlsServer, TLSSocket } from 'node:tls'
import { now } from '../../../src/clock.ts'
import { sleepUntil } from '../../../src/sleep-until.ts'

/**
 * What a server does on one request: bytes to write, milliseconds to wait, something else to wait for, or an end of
 * the connection.
 */
export type Step = string | Buffer | number | (() => Promise<unknown>) | typeof FIN | typeof RST

/** The server ends the connection in good order. */
export const FIN: unique symbol = Symbol('FIN')
/** The server resets the connection; over TLS, where Node cannot, it only drops it. */
export const RST: unique symbol = Symbol('RST')

/** Chooses the steps by the request's text, its number over all connections and on its own one. */
export type Script = (request: string, total: number, onConnection: number) => readonly Step[]

/** A raw server that plays scripts. */
export interface ScriptedServer {
  readonly url: string
  readonly port: number
  readonly requests: readonly string[]
  readonly connections: () => number
  /** Ends every open connection from the server's side. */
  readonly hangUp: () => void
  [Symbol.asyncDispose](): Promise<void>
}

/** Starts a raw server on 127.0.0.1, over TLS when a key pair is given. */
export async function scriptedServer(
  script: Script,
  tls?: { readonly key: string; readonly cert: string },
): Promise<ScriptedServer> {
  const requests: string[] = []
  const sockets = new Set<Socket>()
  let connections = 0
  const serve = (socket: Socket): void => {
    connections++
    sockets.add(socket)
    socket.setNoDelay(true)
    socket.on('error', () => {})
    socket.on('close', () => sockets.delete(socket))
    let received = ''
    let onConnection = 0
    socket.on('data', (data) => {
      received += data.toString('latin1')
      for (;;) {
        const request = wholeRequest(received)
        if (request === null) return
        received = received.slice(request.length)
        requests.push(request)
        void play(socket, script(request, requests.length, ++onConnection))
      }
    })
  }
  const server: Server = tls === undefined ? createServer(serve) : createTlsServer({ ...tls }, serve)
  server.on('tlsClientError', () => {})
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve)
  })
  const { port } = server.address() as AddressInfo
  return {
    url: `${tls === undefined ? 'http' : 'https'}://127.0.0.1:${port}/v1`,
    port,
    requests,
    connections: () => connections,
    hangUp: () => {
      for (const socket of sockets) socket.end()
    },
    async [Symbol.asyncDispose]() {
      for (const socket of sockets) socket.destroy()
      await new Promise((resolve) => {
        server.close(resolve)
      })
    },
  }
}

function wholeRequest(text: string): string | null {
  const head = text.indexOf('\r\n\r\n')
  if (head < 0) return null
  const length = Number(/content-length: (\d+)/i.exec(text.slice(0, head))?.[1] ?? 0)
  return text.length < head + 4 + length ? null : text.slice(0, head + 4 + length)
}

async function play(socket: Socket, steps: readonly Step[]): Promise<void> {
  for (const step of steps) {
    if (socket.destroyed) return
    if (typeof step === 'number') await waitAtLeast(step)
    else if (typeof step === 'function') await step()
    else if (step === FIN) socket.end()
    else if (step === RST && socket instanceof TLSSocket) socket.destroy()
    else if (step === RST) socket.resetAndDestroy()
    else socket.write(step)
  }
}

/** A timer of a late process counts from the turn it was made in, and is over too soon. */
async function waitAtLeast(milliseconds: number): Promise<void> {
  await sleepUntil(now() + milliseconds, new AbortController().signal)
}
