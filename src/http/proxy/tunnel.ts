import type { Socket } from 'node:net'
import type { HttpFailure } from '../failure.ts'
import { ofProxy } from '../socket/connection-failure.ts'
import { readHead } from '../response/response-head.ts'
import type { Proxy } from './proxy.ts'
import { refusalOfProxy } from './refusal.ts'

/**
 * Asks a proxy for a tunnel to a server (CONNECT, RFC 9110, 9.3.6). `done` is called once, with null where
 * there is one. A socket that is lost meanwhile is its caller's to notice.
 */
export function tunnel(socket: Socket, url: URL, proxy: Proxy, done: (failure: HttpFailure | null) => void): void {
  const authority = `${url.hostname}:${url.port === '' ? '443' : url.port}`
  const authorization = proxy.authorization === null ? '' : `proxy-authorization: ${proxy.authorization}\r\n`
  let text = ''
  const take = (bytes: Buffer): void => {
    text += bytes.toString('latin1')
    const reading = readHead(text)
    if (reading.state === 'incomplete') return
    socket.removeListener('data', take)
    if (reading.state === 'problem') return done(ofProxy(proxy, `does not speak HTTP: ${reading.problem}`))
    const { status, reason } = reading.head
    if (status >= 200 && status < 300) return done(null)
    done(refusalOfProxy(proxy, status, reason))
  }
  socket.on('data', take)
  socket.write(`CONNECT ${authority} HTTP/1.1\r\nhost: ${authority}\r\n${authorization}\r\n`)
}
