import { expect, test } from 'vitest'
import { endpointError } from '../../../src/http/endpoint-error.ts'
import { isOwnLimit, openingFailure } from '../../../src/http/socket/connection-failure.ts'
import { unsentExchange } from '../../../src/http/socket/exchange.ts'

const url = new URL('http://127.0.0.1:8000/v1')

function lineOf(code: string): string {
  const failure = openingFailure(Object.assign(new Error('failed'), { code, syscall: 'connect' }), false, url)
  return endpointError(
    url.origin,
    unsentExchange(0, failure, (text) => text),
    '/models',
  ).message
}

test('a limit of this machine is told as one, with the way out, and not blamed on the server', () => {
  expect(lineOf('EMFILE')).toBe(
    'endpoint http://127.0.0.1:8000 cannot be connected to (127.0.0.1:8000 could not be connected to (EMFILE, one ' +
      'process may not open so many files and connections: raise the limit (ulimit -n))): or ask for fewer clients',
  )
  expect(isOwnLimit(lineOf('ENFILE'))).toBe(true)
})

test('a server that is not there is', () => {
  expect(lineOf('ECONNREFUSED')).toContain('is not there (127.0.0.1:8000 could not be connected to (ECONNREFUSED))')
  expect(isOwnLimit(lineOf('ECONNREFUSED'))).toBe(false)
})
