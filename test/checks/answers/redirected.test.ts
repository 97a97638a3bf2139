import { expect, test } from 'vitest'
import { endpointHeader, soundAnswers } from '../../support/endpoint-samples.ts'
import { found, sound, tripped } from '../support/endpoint-checks.ts'

const to = '/v1/chat/completions/'
const http = { connectMs: null, status: 200, retryAfterSeconds: null, redirectedTo: to }

test('requests that were led on are said, and those that went straight too', () => {
  const led = soundAnswers(60, 200, (index) => ({ http: { ...http, ...(index < 2 ? { redirects: 1 } : {}) } }))
  expect(tripped(endpointHeader(), led)).toEqual({ redirected: 'warning' })
  expect(found('redirected', endpointHeader(), led)?.message).toMatch(
    /^the server redirects to \/v1\/chat\/completions\/: 2 of 60 requests were sent again for it/,
  )
  const straight = soundAnswers(60, 200, () => ({ http }))
  expect(tripped(endpointHeader(), straight)).toEqual({})
  expect(found('redirected', endpointHeader(), straight)).toMatchObject({
    status: 'ok',
    message: `the server redirects to ${to}: every measured request went straight there`,
  })
  expect(found('redirected', endpointHeader(), sound)).toBeUndefined()
})
