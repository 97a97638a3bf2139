import { expect, test } from 'vitest'
import { endpointHeader, failedRequest } from '../../support/endpoint-samples.ts'
import { found, sound } from '../support/endpoint-checks.ts'

const { plan } = endpointHeader()
const header = endpointHeader({}, { plan: { ...plan, concurrency: 10 } })

test('waits of clients are said with what is left of the load', () => {
  const refusals = [1, 2, 3, 4, 5, 6].map((at) =>
    failedRequest(at, 'http-status', 'status 429', { status: 429, retryAfterSeconds: 2 }),
  )
  const refused = [...sound, ...refusals]
  expect(found('retry-waits', header, refused, { waits: { clientMs: 10_000, waitedMs: 4000 } })).toMatchObject({
    status: 'warning',
    message:
      'clients waited 40 % of the time because they were told to (Retry-After), after 6 refused requests: of 10 clients ' +
      '6.00 were at work on average: read the figures as those of so many, or ask for fewer clients',
  })
})

test('nobody waited, or nobody was to', () => {
  expect(found('retry-waits', header, sound, { waits: { clientMs: 10_000, waitedMs: 0 } })?.status).toBe('ok')
  expect(found('retry-waits', header, sound)).toBeUndefined()
})
