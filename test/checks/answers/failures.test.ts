import { expect, test } from 'vitest'
import type { FailureClass, Sample } from '../../../src/samples/sample.ts'
import { endpointHeader, failedRequest } from '../../support/endpoint-samples.ts'
import { found, sound, tripped } from '../support/endpoint-checks.ts'

test('the most frequent failure is named with its own words and the way out', () => {
  const refused = (failure: FailureClass, message: string, status: number | null): Sample[] => [
    ...sound,
    failedRequest(12_000, failure, message, { status }),
    failedRequest(12_300, failure, message, { status }),
    failedRequest(12_600, 'reset', 'the connection was reset', { status: null }),
  ]
  const limited = refused('http-status', 'HTTP 429: slow down', 429)
  expect(tripped(endpointHeader(), limited)).toEqual({ failures: 'warning' })
  expect(found('failures', endpointHeader(), limited)?.message).toBe(
    '3 of 63 requests failed, 2 of them http-status ("HTTP 429: slow down"): lower the rate or the number of clients',
  )
  const message = (failure: FailureClass, status: number | null): string =>
    found('failures', endpointHeader(), refused(failure, 'x'.repeat(500), status))?.message ?? ''
  expect(message('first-token-timeout', null)).toContain('timeout.firstToken')
  expect(message('http-status', 401)).toContain('apiKey')
  expect(message('http-status', 404)).toContain('URL')
  expect(message('http-status', 500)).toContain('log')
  expect(message('http-status', 500).length).toBeLessThan(250)
})
