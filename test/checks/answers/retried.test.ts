import { expect, test } from 'vitest'
import { endpointHeader, soundAnswers } from '../../support/endpoint-samples.ts'
import { found, sound, tripped } from '../support/endpoint-checks.ts'

test('requests that were sent twice are said, and what their figures leave out', () => {
  const twice = soundAnswers(60, 200, (index) => ({
    http: { connectMs: null, status: 200, retryAfterSeconds: null, ...(index % 20 === 7 ? { retried: true } : {}) },
  }))
  expect(tripped(endpointHeader(), twice)).toEqual({ retried: 'warning' })
  expect(found('retried', endpointHeader(), twice)?.message).toMatch(
    /^3 of 60 requests were sent twice.*one that drops .*keep-alive/,
  )
  expect(found('retried', endpointHeader(), sound)).toBeUndefined()
})
