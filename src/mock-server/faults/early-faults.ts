import type { Connection } from '../wire/connection.ts'
import type { EarlyFaultKind, Fault } from './faults.ts'

const refusals: Readonly<Record<string, { readonly type: string; readonly code: string | null }>> = {
  400: { type: 'invalid_request_error', code: null },
  401: { type: 'authentication_error', code: 'invalid_api_key' },
  404: { type: 'invalid_request_error', code: 'model_not_found' },
  429: { type: 'rate_limit_error', code: 'rate_limit_exceeded' },
  500: { type: 'server_error', code: null },
  503: { type: 'server_error', code: null },
}

const refuseWith =
  (status: number) =>
  (connection: Connection, { retryAfter = 1 }: Fault): void => {
    const { type, code } = refusals[status] as { type: string; code: string | null }
    const headers = status === 429 || status === 503 ? `retry-after: ${retryAfter}\r\n` : ''
    connection.refuse(status, `the mock server was told to refuse with ${status}`, { type, code, headers })
  }

const actions: Readonly<Record<EarlyFaultKind, (connection: Connection, fault: Fault) => void>> = {
  'refuse-400': refuseWith(400),
  'refuse-401': refuseWith(401),
  'refuse-404': refuseWith(404),
  'refuse-429': refuseWith(429),
  'refuse-500': refuseWith(500),
  'refuse-503': refuseWith(503),
  'reset-before-headers': (connection) => connection.reset(),
  'hang-before-headers': () => {},
  'garbage-status': (connection) => {
    connection.socket.write('220 this is not HTTP\r\n\r\n')
    connection.end()
  },
  'not-json': (connection) => {
    connection.reply(200, 'text/html; charset=utf-8', '<!doctype html><title>Sign in</title><p>Sign in first.</p>')
  },
}

/** Carries out a fault that comes before an answer begins. */
export function failEarly(connection: Connection, fault: Fault & { readonly kind: EarlyFaultKind }): void {
  actions[fault.kind](connection, fault)
}
