import type { DrawnEnergyRecord } from '../../../src/record/energy.ts'

/** A thousand joules in ten seconds, as the meter of a GPU saw them. */
export const drawnEnergy: DrawnEnergyRecord = {
  meter: 'nvidia-smi',
  provenance: 'measured',
  scope: 'gpu',
  rails: ['GPU 0'],
  windowMs: 10_000,
  readings: 101,
  grossJoules: 1000,
  interval: { low: 900, high: 1100, confidence: 0.9 },
  accuracy: { share: 0, watts: 5 },
  netJoules: null,
  netInterval: null,
  idleWatts: null,
  overCounter: null,
  devices: [],
  refusal: null,
}
