import { expect, test } from 'vitest'
import type { DrawnEnergyRecord } from '../../../src/record/energy.ts'
import { runEnd, runHeader } from '../../support/samples.ts'
import { check, ten } from '../support/checked-run.ts'

const drawn: DrawnEnergyRecord = {
  meter: 'nvidia-smi',
  provenance: 'measured',
  scope: 'gpu',
  rails: ['GPU 0', 'GPU 1'],
  windowMs: 10_000,
  readings: 202,
  grossJoules: 1000,
  interval: { low: 900, high: 1100, confidence: 0.9 },
  accuracy: { share: 0, watts: 5 },
  netJoules: null,
  netInterval: null,
  idleWatts: null,
  overCounter: 0.99,
  devices: [],
  refusal: null,
}

function found(energy: DrawnEnergyRecord | null) {
  return check('energy-meter', runHeader(), ten, { ...runEnd, energy })
}

test('a meter says what it saw, and a refused one its code and the way out', () => {
  expect(found(drawn)).toEqual({
    id: 'energy-meter',
    status: 'ok',
    protects: ['energy'],
    message:
      'nvidia-smi saw the window in 202 readings (measured, scope gpu: GPU 0, GPU 1); ' +
      "its maker states an error of 0 % and 5 W; its integral is 0.990 of the device's own counter",
  })
  const refusal = { code: 'too-short', reason: 'a window of 200 ms is too short: make more requests' } as const
  expect(found({ ...drawn, refusal })).toMatchObject({
    status: 'invalid',
    message: 'no energy (too-short): a window of 200 ms is too short: make more requests',
  })
  expect(found({ ...drawn, accuracy: null, overCounter: null })?.message).toMatch(
    /its accuracy is unknown, and in no interval$/u,
  )
})

test('declared watts, and no energy, need no word', () => {
  expect(found({ ...drawn, meter: null })).toBeUndefined()
  expect(found(null)).toBeUndefined()
  expect(check('energy-meter', runHeader(), ten)).toBeUndefined()
})
