import { expect, test } from 'vitest'
import type { SwitchRecord } from '../../../src/record/several/switch.ts'
import { endpointHeader, soundAnswers } from '../../support/endpoint-samples.ts'
import { found } from '../support/endpoint-checks.ts'

const samples = soundAnswers(100, 200)
const one: SwitchRecord = {
  model: 'large',
  evicted: ['small'],
  evictMs: 20,
  loadMs: 1500,
  firstTokenMs: 80,
  serverMs: 1490,
  totalMs: 1600,
  error: null,
}

test('a load within the run is told, with what it cost and who had to go', () => {
  const check = found('model-loaded', endpointHeader(), samples, { switches: [one], waitedForLoad: 2 })
  expect(check).toMatchObject({ status: 'warning', protects: ['latency', 'response', 'ttft', 'throughput'] })
  expect(check?.message).toMatch(
    /^2 of 100 requests \(2 %\) waited until the server had loaded the model, up to 1\.60 s to the first token, for which it let "small" go: those times are in every figure; have the server keep the models/u,
  )
})

test('above a twentieth of the requests the figures are those of loading', () => {
  expect(found('model-loaded', endpointHeader(), samples, { switches: [one], waitedForLoad: 5 })?.status).toBe(
    'warning',
  )
  expect(found('model-loaded', endpointHeader(), samples, { switches: [one], waitedForLoad: 6 })?.status).toBe(
    'invalid',
  )
})

test('a load that nobody measured waited for, as in the warm-up, is none of it', () => {
  expect(found('model-loaded', endpointHeader(), samples, { switches: [one] })).toBeUndefined()
  expect(found('model-loaded', endpointHeader(), samples)).toBeUndefined()
})

test('a name is printed plain', () => {
  const switches = [{ ...one, evicted: ['a\u001b[31mb', 'c', 'd', 'e'] }]
  const { message = '' } = found('model-loaded', endpointHeader(), samples, { switches, waitedForLoad: 1 }) ?? {}
  expect(message).not.toContain('\u001b')
  expect(message).toContain('"d", 1 more go')
})
