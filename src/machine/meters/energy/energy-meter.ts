import type { EnergyScope } from '../../../record/energy.ts'
import type { Provenance } from '../../../record/figure.ts'
import type { EnergyWindow } from './contract/energy-window.ts'
import type { MeterTerms } from './contract/series.ts'
import type { MeterReadings, WindowsEnergy } from './contract/window-energy.ts'

/** A meter of energy that may work here. */
export interface EnergyMeter {
  readonly name: string
  /**
   * Begins to read, and resolves once a first reading came.
   * @throws MeterUnavailable with the reason why it cannot work here
   */
  start(): Promise<EnergyWatch>
}

/** A meter of energy that reads. */
export interface EnergyWatch {
  readonly meter: string
  readonly scope: EnergyScope
  /** `measured` by a sensor or counter, `estimated` by a model of the chip, or `declared`. */
  readonly kind: Provenance
  readonly terms: MeterTerms
  /** Names of what it reads, all of one scope. */
  rails(): string[]
  /** All that was read so far. */
  readings(): MeterReadings
  /** Energy of stretches of time that are over. */
  joules(windows: readonly EnergyWindow[]): WindowsEnergy
  /** Resolves once every device told something after a moment, or none is to be expected any more. */
  after(moment: number): Promise<void>
  /** Ends it, and its process where it has one. May be called more than once. */
  stop(): void
}

/** The reason why a meter does not work here, in a few words. */
export class MeterUnavailable extends Error {
  override readonly name = 'MeterUnavailable'
}

/** Begin of the reason of a meter that is there on other systems only. */
export const otherSystem = 'it is one of '
