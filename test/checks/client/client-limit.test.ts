import { expect, test } from 'vitest'
import { endpointHeader } from '../../support/endpoint-samples.ts'
import { runHeader } from '../../support/samples.ts'
import { conditions, found, sound, tripped } from '../support/endpoint-checks.ts'

test('a client without time left is the limit', () => {
  expect(tripped(endpointHeader(), sound, conditions({ ownCores: 0.95 }))).toEqual({ 'client-limit': 'warning' })
  const late = tripped(endpointHeader(), sound, conditions({ ownCores: 0.95, lagP99Ms: 12 }))
  expect(late).toEqual({ 'client-limit': 'invalid', 'event-loop-lag': 'invalid' })
  expect(found('client-limit', endpointHeader(), sound, conditions({ ownCores: 0.95 }))?.message).toContain(
    'hosts to 2 or more',
  )
  // A model's own process is meant to be busy.
  expect(found('client-limit', runHeader(), sound, conditions({ ownCores: 3 }))).toBeUndefined()
})
