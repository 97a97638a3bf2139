import { type AddressInfo, connect, createServer, type Server, type Socket } from 'node:net'
import { createServer as createTlsServer } from 'node:tls'

/** Behaviour of a proxy of a test. */
export interface ForwardProxyOptions {
  /** Port on 127.0.0.1 that every host lives at: the proxy alone knows them. */
  readonly to: number
  /** Value of `proxy-authorization` without which it answers 407. */
  readonly authorization?: string
  /** Whole answer to every request, instead of passing it on. */
  readonly refusal?: string
  /** Key pair of a proxy that is spoken to over TLS. */
  readonly tls?: { readonly key: string; readonly cert: string }
}

/** A forward proxy that passes http on and opens tunnels (CONNECT). */
export interface ForwardProxy extends AsyncDisposable {
  readonly port: number
  readonly url: string
  /** Head of each request, in order. */
  readonly heads: readonly string[]
}

/** Starts a forward proxy on 127.0.0.1. */
export async function forwardProxy({ to, authorization, refusal, tls }: ForwardProxyOptions): Promise<ForwardProxy> {
  const heads: string[] = []
  const sockets = new Set<Socket>()
  const serve = (socket: Socket): void => {
    track(socket)
    let seen = ''
    const take = (data: Buffer): void => {
      seen += data.toString('latin1')
      const end = seen.indexOf('\r\n\r\n')
      if (end < 0) return
      socket.removeListener('data', take)
      const head = seen.slice(0, end)
      heads.push(head)
      if (refusal !== undefined) return void socket.end(refusal)
      if (authorization !== undefined && !head.includes(`\r\nproxy-authorization: ${authorization}`))
        return void socket.end(
          'HTTP/1.1 407 Proxy Authentication Required\r\nproxy-authenticate: Basic\r\ncontent-length: 0\r\n\r\n',
        )
      const server = track(connect(to, '127.0.0.1'))
      if (head.startsWith('CONNECT ')) socket.write('HTTP/1.1 200 Connection established\r\n\r\n')
      // As a server is asked: the path alone, and nothing that is the proxy's.
      else server.write(seen.replace(/ http:\/\/[^/ ]+/, ' ').replace(/\r\nproxy-authorization: [^\r]*/, ''), 'latin1')
      socket.pipe(server).pipe(socket)
    }
    socket.on('data', take)
  }
  const track = (socket: Socket): Socket => {
    sockets.add(socket)
    socket.on('error', () => {})
    socket.on('close', () => sockets.delete(socket))
    return socket
  }
  const proxy: Server = tls === undefined ? createServer(serve) : createTlsServer({ ...tls }, serve)
  await new Promise<void>((resolve) => {
    proxy.listen(0, '127.0.0.1', resolve)
  })
  const { port } = proxy.address() as AddressInfo
  return {
    port,
    url: `${tls === undefined ? 'http' : 'https'}://127.0.0.1:${port}`,
    heads,
    async [Symbol.asyncDispose]() {
      for (const socket of sockets) socket.destroy()
      await new Promise((resolve) => {
        proxy.close(resolve)
      })
    },
  }
}
