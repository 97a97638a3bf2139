import { energyInterval } from '../../machine/meters/energy/contract/energy-interval.ts'
import { type EnergyWindow, lengthOf } from '../../machine/meters/energy/contract/energy-window.ts'
import type { EnergyWatch } from '../../machine/meters/energy/energy-meter.ts'
import { deviceRecords } from './device-records.ts'
import type { DrawnEnergyRecord, EnergyRefusalRecord } from '../../record/energy.ts'
import type { IntervalRecord } from '../../record/figure.ts'

/** Power that the machine draws idle, in watts, and how well that is known; null where nobody said. */
export interface IdlePower {
  readonly watts: number
  readonly interval: IntervalRecord | null
}

/** Energy of a run's windows as its meter saw it, or the reason why that cannot be told. */
export function drawnEnergy(
  watch: EnergyWatch,
  windows: readonly EnergyWindow[],
  idle: IdlePower | null,
): DrawnEnergyRecord {
  const { terms, kind, scope } = watch
  const seconds = lengthOf(windows) / 1000
  const { energy, overCounter } = watch.joules(windows)
  const isDeclared = kind === 'declared'
  const known: DrawnEnergyRecord = {
    ...emptyDrawn,
    meter: isDeclared ? null : watch.meter,
    provenance: kind,
    scope,
    rails: watch.rails(),
    windowMs: lengthOf(windows),
    accuracy: terms.accuracy,
    idleWatts: idle?.watts ?? null,
    overCounter,
    devices: deviceRecords(watch.readings().series, windows),
  }
  if (energy.state === 'refused') return { ...known, refusal: energy.refusal }
  const interval = isDeclared ? null : energyInterval(energy, seconds, terms)
  return {
    ...known,
    readings: energy.readings,
    grossJoules: energy.joules,
    interval,
    ...netOf(energy.joules, interval, idle, seconds),
  }
}

/** Energy that nobody could see, and why. */
export function noDrawnEnergy(windows: readonly EnergyWindow[], refusal: EnergyRefusalRecord): DrawnEnergyRecord {
  return { ...emptyDrawn, windowMs: lengthOf(windows), refusal }
}

const emptyDrawn: DrawnEnergyRecord = {
  meter: null,
  provenance: 'measured',
  scope: 'system',
  rails: [],
  windowMs: 0,
  readings: 0,
  grossJoules: null,
  interval: null,
  accuracy: null,
  netJoules: null,
  netInterval: null,
  idleWatts: null,
  overCounter: null,
  devices: [],
  refusal: null,
}

/** Energy without that of an idle machine; it may have drawn less than when it was watched. */
function netOf(
  joules: number,
  interval: IntervalRecord | null,
  idle: IdlePower | null,
  seconds: number,
): Pick<DrawnEnergyRecord, 'netJoules' | 'netInterval'> {
  if (idle === null) return { netJoules: null, netInterval: null }
  const netJoules = joules - idle.watts * seconds
  if (interval === null || idle.interval === null) return { netJoules, netInterval: null }
  const less = (one: number | null, watts: number | null): number | null =>
    one === null || watts === null ? null : one - watts * seconds
  return {
    netJoules,
    netInterval: {
      low: less(interval.low, idle.interval.high),
      high: less(interval.high, idle.interval.low),
      confidence: interval.confidence,
    },
  }
}
