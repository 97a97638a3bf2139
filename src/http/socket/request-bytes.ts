import type { Origin } from './origin.ts'
import type { HttpRequest } from './request.ts'

/** Server, and the proxy on the way there. */
type Way = Pick<Origin, 'url' | 'proxy'>

const own = new Set(['content-length', 'transfer-encoding', 'connection'])

/**
 * The whole request in one piece, so that one write sends it. Framing headers are ours alone; the
 * others may be overridden. Null when a header's name or value cannot stand in a head.
 * @param target path and query, of {@link requestTarget} or of a redirect
 */
export function requestBytes({ url, proxy }: Way, request: HttpRequest, target: string): Buffer | null {
  // A proxy that passes http on is told whole addresses; one that opens a tunnel sees no request.
  const passesOn = proxy !== null && url.protocol === 'http:'
  const headers = new Map([
    ['host', url.host],
    ['accept', request.expects === 'stream' ? 'text/event-stream, application/json' : 'application/json'],
    // Inflating would take the stamps away from the text.
    ['accept-encoding', 'identity'],
  ])
  if (request.body !== null) headers.set('content-type', 'application/json')
  for (const [name, value] of Object.entries(request.headers)) {
    if (!/^[\w!#$%&'*+.^`|~-]+$/.test(name) || hasLineBreak(value)) return null
    const lower = name.toLowerCase()
    if (!own.has(lower)) headers.set(lower, value)
  }
  if (request.body !== null) headers.set('content-length', String(Buffer.byteLength(request.body)))
  if (passesOn && proxy.authorization !== null) headers.set('proxy-authorization', proxy.authorization)
  let head = `${request.method} ${passesOn ? url.origin : ''}${target} HTTP/1.1\r\n`
  for (const [name, value] of headers) head += `${name}: ${value}\r\n`
  return Buffer.from(`${head}\r\n${request.body ?? ''}`)
}

function hasLineBreak(value: string): boolean {
  return value.includes('\r') || value.includes('\n') || value.includes('\0')
}

/** The request's path below the base path. */
export function requestTarget({ pathname }: URL, { path }: HttpRequest): string {
  return `${pathname.replace(/\/+$/, '')}/${path.replace(/^\/+/, '')}`
}
