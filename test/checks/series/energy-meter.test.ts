import { expect, test } from 'vitest'
import { drawnEnergy } from '../../runs/energy/drawn-sample.ts'
import type { DrawnEnergyRecord } from '../../../src/record/energy.ts'
import { runEnd, runHeader } from '../../support/samples.ts'
import { check, ten } from '../support/checked-run.ts'

const drawn: DrawnEnergyRecord = { ...drawnEnergy, rails: ['GPU 0', 'GPU 1'], readings: 202, overCounter: 0.99 }

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
