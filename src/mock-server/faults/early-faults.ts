import type { Connection } from '../wire/connection.ts'
import { bombOf } from './bomb.ts'
import type { HttpRequest } from '../wire/request-parser.ts'
import type { EarlyFaultKind, Fault } from './faults.ts'

const refusals: Readonly<Record<string, { readonly type: string; readonly code: string | null }>> = {
  400: { type: 'invalid_request_error', code: null },
  401: { type: 'authentication_error', code: 'invalid_api_key' },
  403: { type: 'permission_error', code: null },
  404: { type: 'invalid_request_error', code: 'model_not_found' },
  407: { type: 'server_error', code: null },
  426: { type: 'server_error', code: null },
  429: { type: 'rate_limit_error', code: 'rate_limit_exceeded' },
  500: { type: 'server_error', code: null },
  502: { type: 'server_error', code: null },
  503: { type: 'server_error', code: null },
  505: { type: 'server_error', code: null },
}

const refusalHeaders: Readonly<Record<number, string>> = {
  407: 'proxy-authenticate: Basic\r\n',
  426: 'upgrade: h2c\r\n',
}

/** Settings and a goodbye of HTTP/2 (RFC 9113, 6.5 and 6.8), as a server says to a client of HTTP/1.1. */
const http2Frames: Buffer = Buffer.from('0000000400000000000000080700000000000000000000000001', 'hex')

const refuseWith =
  (status: number) =>
  (connection: Connection, { retryAfter = 1, retryAfterHeader = 'retry-after' }: Fault): void => {
    const { type, code } = refusals[status] as { type: string; code: string | null }
    const headers =
      status === 429 || status === 503 ? `${retryAfterHeader}: ${retryAfter}\r\n` : (refusalHeaders[status] ?? '')
    connection.refuse(status, `the mock server was told to refuse with ${status}`, { type, code, headers })
  }

const actions: Readonly<Record<EarlyFaultKind, (connection: Connection, fault: Fault, request: HttpRequest) => void>> =
  {
    'refuse-400': refuseWith(400),
    'refuse-401': refuseWith(401),
    'refuse-403': refuseWith(403),
    'refuse-404': refuseWith(404),
    'refuse-407': refuseWith(407),
    'refuse-426': refuseWith(426),
    'refuse-429': refuseWith(429),
    'refuse-500': refuseWith(500),
    'refuse-502': refuseWith(502),
    'refuse-503': refuseWith(503),
    'refuse-505': refuseWith(505),
    redirect: (connection, { status = 307 }, { path }) => {
      connection.reply(status, 'text/plain', '', `location: ${path}/\r\n`)
    },
    'redirect-elsewhere': (connection, { status = 307 }, { path }) => {
      connection.reply(status, 'text/plain', '', `location: https://elsewhere.invalid${path}?token=secret\r\n`)
    },
    'reset-before-headers': (connection) => connection.reset(),
    'close-before-headers': (connection, { interval = 5 }) => {
      setTimeout(() => connection.end(), interval).unref()
    },
    'hang-before-headers': () => {},
    'garbage-status': (connection) => {
      connection.socket.write('220 this is not HTTP\r\n\r\n')
      connection.end()
    },
    'not-json': (connection) => {
      connection.reply(200, 'text/html; charset=utf-8', '<!doctype html><title>Sign in</title><p>Sign in first.</p>')
    },
    'http2-only': (connection) => {
      connection.socket.write(http2Frames)
      connection.end()
    },
    'contradicting-lengths': (connection) => {
      connection.reply(200, 'application/json', '{}', 'content-length: 3\r\n')
    },
    'runner-dies': (connection) => {
      connection.refuse(500, 'llama runner process has terminated: exit status 2', { type: 'api_error' })
    },
    bomb: (connection, { coding = 'br' }) => {
      connection.reply(200, 'text/event-stream', bombOf(coding), `content-encoding: ${coding}\r\n`)
    },
  }

/** Carries out a fault that comes before an answer begins. */
export function failEarly(
  connection: Connection,
  fault: Fault & { readonly kind: EarlyFaultKind },
  request: HttpRequest,
): void {
  actions[fault.kind](connection, fault, request)
}
