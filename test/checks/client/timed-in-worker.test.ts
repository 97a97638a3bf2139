import { expect, test } from 'vitest'
import { endpointHeader } from '../../support/endpoint-samples.ts'
import { sound, tripped } from '../support/endpoint-checks.ts'

test('a target that is timed in the worker says so', () => {
  const timedIn = { kind: 'language-model', timedIn: 'worker' } as const
  expect(tripped(endpointHeader(timedIn), sound)).toEqual({ 'timed-in-worker': 'warning' })
})
