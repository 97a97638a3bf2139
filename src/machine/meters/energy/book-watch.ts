import type { EnergyScope } from '../../../record/energy.ts'
import type { Provenance } from '../../../record/figure.ts'
import type { EnergyWindow } from './contract/energy-window.ts'
import type { MeterTerms } from './contract/series.ts'
import { type MeterReadings, windowsEnergy } from './contract/window-energy.ts'
import type { EnergyWatch } from './energy-meter.ts'
import type { MeterBook } from './meter-book.ts'

/** A meter whose readings are in a book, and how it is ended. */
export interface BookWatch {
  readonly meter: string
  readonly scope: EnergyScope
  readonly kind: Provenance
  readonly terms: MeterTerms
  readonly book: MeterBook
  /** Names of what it reads, where these are others than its devices. */
  readonly rails?: readonly string[]
  /** Counters that its integral is held against. */
  readonly counters?: MeterBook | null
  /** How a device's readings are to be understood, once there are all. */
  readonly readingsOf?: (readings: MeterReadings) => MeterReadings
  readonly stop: () => void
}

/** The watch of a meter whose readings come into a book by themselves. */
export function bookWatch({ book, stop, counters = null, ...rest }: BookWatch): EnergyWatch {
  const { meter, scope, kind, terms, rails, readingsOf = (readings) => readings } = rest
  const readings = (): MeterReadings => readingsOf({ ...book.readings, counters: counters?.series ?? [] })
  return {
    meter,
    scope,
    kind,
    terms,
    rails: () => [...(rails ?? book.devices)],
    readings,
    joules: (windows: readonly EnergyWindow[]) => windowsEnergy(readings(), windows, terms),
    after: async (moment) => {
      await book.after(moment, terms.maxGapMs)
      await counters?.after(moment, terms.maxGapMs)
    },
    stop,
  }
}
