import type { MeterTerms } from '../contract/series.ts'
import { type EnergyWindow, lengthOf } from '../contract/energy-window.ts'
import { noEnergy } from '../contract/reading.ts'
import type { EnergyMeter, EnergyWatch } from '../energy-meter.ts'

const terms: MeterTerms = { maxGapMs: 0, minWindowMs: 0, lagMs: 0, batched: false, accuracy: null }

/** Watts that the user says the machine draws under load: nothing is read. */
export function declaredWatts(watts: number): EnergyMeter {
  return {
    name: 'declared',
    start: async () => await Promise.resolve(watchOf(watts)),
  }
}

function watchOf(watts: number): EnergyWatch {
  return {
    meter: 'declared',
    scope: 'system',
    kind: 'declared',
    terms,
    rails: () => ['declared watts'],
    readings: () => ({ series: [], counters: [], expected: [], ended: null }),
    joules: (windows: readonly EnergyWindow[]) => ({
      energy: { ...noEnergy, joules: (watts * lengthOf(windows)) / 1000 },
      overCounter: null,
    }),
    after: async () => await Promise.resolve(),
    stop: () => {},
  }
}
