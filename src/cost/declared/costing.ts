import { usualVolume, type VolumeRecord } from '../../record/money/volume.ts'
import { plainText } from '../../plain-text.ts'

/** A machine that was bought. */
export interface HardwareOption {
  /** Price in US dollars. */
  usd: number
  /** Years that it is used for. */
  years: number
  /** Share of that time that it answers requests: above 0, at most 1. */
  utilization: number
  /** Watts that it draws between requests. Unknown, when left out: the cost is then "at least". */
  idleWatts?: number | undefined
}

/** Price of electricity. */
export interface ElectricityOption {
  /** US dollars per kilowatt-hour. */
  usdPerKwh: number
  /** Power of the building over that of the machine (power usage effectiveness), 1 or more. Default: not counted. */
  pue?: number | undefined
  /** Where the price is from: it stands beside the price in messages and reports. */
  source?: string | undefined
  /** Day of the price, as `2026-10-01`. */
  date?: string | undefined
  /** Taxes that are in it: `with VAT`, `without taxes`. */
  taxes?: string | undefined
}

/** Requests that costs are projected to. */
export interface VolumeOption {
  /** Default 1,000. */
  requestsPerDay?: number | undefined
  /** Month that is meant: 30 days, or a twelfth of a year of 365. Default `30 days`. */
  month?: '30 days' | '365/12 days' | undefined
}

/** Declared inputs of costs beside watts and the price of a kilowatt-hour, as plain data. */
export interface Costing {
  /** Null where nobody said. */
  readonly pue: number | null
  /** Source, date and taxes of the price of electricity; null where nobody said. */
  readonly electricityFrom: string | null
  readonly hardware: (Omit<HardwareOption, 'idleWatts'> & { readonly idleWatts: number | null }) | null
  readonly volume: VolumeRecord
}

/** Options that costs are told by. */
export interface CostingOptions {
  readonly electricity?: ElectricityOption | undefined
  readonly hardware?: HardwareOption | undefined
  readonly volume?: VolumeOption | undefined
}

/** Costs of which nothing was declared. */
export const nothingDeclared: Costing = { pue: null, electricityFrom: null, hardware: null, volume: usualVolume }

/** The declared inputs of costs, defaults applied. */
export function costingOf({ electricity, hardware, volume }: CostingOptions): Costing {
  const from = [electricity?.source, electricity?.date, electricity?.taxes].filter((text) => text !== undefined)
  return {
    pue: electricity?.pue ?? null,
    electricityFrom: from.length === 0 ? null : plainText(from.join(', ')),
    hardware: hardware === undefined ? null : { ...hardware, idleWatts: hardware.idleWatts ?? null },
    volume: volumeOf(volume),
  }
}

/** A volume of requests with its defaults. */
export function volumeOf(
  { requestsPerDay, month }: VolumeOption = {},
  usual: VolumeRecord = usualVolume,
): VolumeRecord {
  return {
    requestsPerDay: requestsPerDay ?? usual.requestsPerDay,
    daysInMonth: month === undefined ? usual.daysInMonth : month === '30 days' ? 30 : 365 / 12,
  }
}
