import { expect, test } from 'vitest'
import { endpointHeader } from '../../support/endpoint-samples.ts'
import { conditions, sound, tripped } from '../support/endpoint-checks.ts'

test('what happens on this machine weighs less for a server elsewhere, and a server here is nobody else', () => {
  const here = { spec: 'http://127.0.0.1:8000/v1' }
  const busy = conditions({ othersCores: 2, loadAverage: 3.9 })
  expect(tripped(endpointHeader(), sound, busy)).toEqual({ 'machine-busy': 'warning', 'load-before': 'warning' })
  expect(tripped(endpointHeader(here), sound, busy)).toEqual({})
  const swapping = conditions({ swapIns: 9, otherHosts: 1, otherHostsCores: 0.5, thermalPressure: 3, onBattery: true })
  expect(tripped(endpointHeader(), sound, swapping)).toEqual({
    'swap-in': 'warning',
    'other-hosts': 'warning',
    'thermal-pressure': 'warning',
  })
  expect(tripped(endpointHeader(here), sound, swapping)).toEqual({
    'swap-in': 'invalid',
    'other-hosts': 'invalid',
    'thermal-pressure': 'invalid',
    'on-battery': 'warning',
  })
})
