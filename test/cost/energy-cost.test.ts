import { expect, test } from 'vitest'
import { drawnEnergy } from '../runs/energy/drawn-sample.ts'
import { energyCost } from '../../src/cost/energy-cost.ts'
import type { DrawnEnergyRecord } from '../../src/record/energy.ts'
import { energyRecord } from '../../src/runs/energy/energy-record.ts'

const usdPerKwh = { value: 0.36, provenance: 'assumed' } as const
const drawn: DrawnEnergyRecord = {
  ...drawnEnergy,
  meter: 'rapl',
  scope: 'system',
  rails: ['psys'],
  readings: 50,
  interval: { low: 950, high: 1100, confidence: 0.9 },
  accuracy: null,
}

test('the joules of a request are paid for, with their interval, by the weakest of their parts', () => {
  const energy = energyRecord(drawn, 10, 500)
  if (energy === null) throw new TypeError('no energy')
  expect(energy).toMatchObject({ joulesPerRequest: 100, joulesPerOutputToken: 2, tokensPerJoule: 0.5 })
  expect(energy.wattHoursPer1000Tokens).toBeCloseTo(2000 / 3600, 12)
  const cost = energyCost({ energy, usdPerKwh, completed: 10 })
  expect(cost).toMatchObject({ basis: 'energy', kind: 'assumed', unknown: [] })
  expect(cost?.usdPerRequest).toBeCloseTo(0.00001, 15)
  expect(cost?.interval?.low).toBeCloseTo(0.0000095, 15)
  expect(cost?.interval?.high).toBeCloseTo(0.000011, 15)
})

test('declared watts, a refused meter and no request leave it to others', () => {
  const of = (changes: Partial<DrawnEnergyRecord>, completed = 10) => {
    const energy = energyRecord({ ...drawn, ...changes }, completed, 500)
    return energy === null ? null : energyCost({ energy, usdPerKwh, completed })
  }
  expect(of({ meter: null, provenance: 'declared' })).toBeNull()
  expect(of({ grossJoules: null })).toBeNull()
  expect(of({}, 0)).toBeNull()
  expect(energyRecord(null, 10, 500)).toBeNull()
  expect(energyRecord({ ...drawn, grossJoules: null }, 10, 500)).toMatchObject({ joulesPerRequest: null })
})
