import { expect, test } from 'vitest'
import type { FailureClass, Sample } from '../../../src/samples/sample.ts'
import { endpointHeader, failedRequest } from '../../support/endpoint-samples.ts'
import { found, sound, tripped } from '../support/endpoint-checks.ts'

test('the most frequent failure is named with its own words and the way out', () => {
  const refused = (failure: FailureClass, message: string, status: number | null): Sample[] => [
    ...sound,
    failedRequest(12_000, failure, message, { status }),
    failedRequest(12_040, failure, message, { status }),
    failedRequest(12_080, 'reset', 'the connection was reset', { status: null }),
  ]
  const limited = refused('http-status', 'HTTP 429: slow down', 429)
  expect(tripped(endpointHeader(), limited)).toEqual({ failures: 'warning' })
  expect(found('failures', endpointHeader(), limited)?.message).toBe(
    '3 of 63 requests failed: 2 http-status 429 ("HTTP 429: slow down"), 1 reset; ' +
      'for the first, lower the rate or the number of clients',
  )
  const message = (failure: FailureClass, status: number | null): string =>
    found('failures', endpointHeader(), refused(failure, 'x'.repeat(500), status))?.message ?? ''
  expect(message('first-token-timeout', null)).toContain('timeout.firstToken')
  expect(message('http-status', 401)).toContain('apiKey')
  expect(message('http-status', 404)).toContain('URL')
  expect(message('http-status', 500)).toContain('log')
  expect(message('http-status', 500).length).toBeLessThan(250)
})

test('every reason is counted, and the counts add up to all that failed', () => {
  const one = failedRequest(12_000, 'reset', 'the connection was reset', { status: null })
  expect(found('failures', endpointHeader(), [...sound, one])?.message).toBe(
    '1 of 61 requests failed: 1 reset ("the connection was reset"); read the server\'s log, and lower the load',
  )
  const classes: readonly FailureClass[] = ['reset', 'stall', 'empty', 'dns', 'tls']
  const many = classes.flatMap((name, place) =>
    Array.from({ length: 9 - place }, () => failedRequest(12_000, name, name, { status: null })),
  )
  const counted = found('failures', endpointHeader(), [...sound, ...many])?.message ?? ''
  expect(counted).toContain('35 of 95 requests failed: 9 reset ("reset"), 8 stall, 7 empty, 11 for other reasons; ')
})
