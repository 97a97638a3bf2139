import type { DeviceRecord } from '../../../src/record/energy.ts'

/** A counter of devices that has a row of its own on the time axis. */
export interface CounterRow {
  readonly title: string
  /** Values of a device in the unit of the title, at its moments; null where it told none. */
  readonly valuesOf: (device: DeviceRecord) => readonly (number | null)[]
  /** Ends of the upright axis; null for one that follows the values. */
  readonly low: number | null
  readonly high: number | null
}

const scaled = (values: readonly (number | null)[], factor: number): (number | null)[] =>
  values.map((value) => (value === null ? null : value * factor))

const rows: readonly CounterRow[] = [
  { title: 'Power, W', valuesOf: ({ watts }) => watts, low: 0, high: null },
  { title: 'Busy, %', valuesOf: ({ utilization }) => scaled(utilization, 100), low: 0, high: 100 },
  { title: 'Memory, GB', valuesOf: ({ memoryBytes }) => scaled(memoryBytes, 1e-9), low: 0, high: null },
  { title: 'Clock, MHz', valuesOf: ({ clockMhz }) => clockMhz, low: null, high: null },
  { title: 'Temperature, °C', valuesOf: ({ celsius }) => celsius, low: null, high: null },
]

/** The counters that at least one of these devices told twice: one point is no curve. */
export function counterRows(devices: readonly DeviceRecord[]): readonly CounterRow[] {
  return rows.filter(({ valuesOf }) => devices.some((device) => known(valuesOf(device)).length > 1))
}

/** The values that were told. */
export function known(values: readonly (number | null)[]): number[] {
  return values.filter((value) => value !== null)
}
