import type { EnergyWindow } from '../../machine/meters/energy/contract/energy-window.ts'
import type { DeviceSeries } from '../../machine/meters/energy/contract/series.ts'
import type { DeviceRecord } from '../../record/energy.ts'

/** Most points of a device that a record keeps: as many as a chart can show. */
const mostPoints = 160

/** Counters of devices from the first send to the last end, thinned evenly. */
export function deviceRecords(series: readonly DeviceSeries[], windows: readonly EnergyWindow[]): DeviceRecord[] {
  const from = Math.min(...windows.map((window) => window.from))
  const to = Math.max(...windows.map((window) => window.to))
  return series.flatMap((device) => {
    const within = [...device.at.keys()].filter((index) => inside(device.at[index] as number, from, to))
    const step = Math.max(1, Math.ceil(within.length / mostPoints))
    const kept = within.filter((_, place) => place % step === 0)
    if (kept.length === 0) return []
    const state = (name: 'memoryBytes' | 'clockMhz' | 'celsius'): (number | null)[] =>
      kept.map((index) => device.states?.[index]?.[name] ?? null)
    return [
      {
        device: device.device,
        at: kept.map((index) => Math.round((device.at[index] as number) - from)),
        watts: kept.map((index) => wattsAt(device, index)),
        utilization: kept.map((index) => device.activity?.[index] ?? null),
        memoryBytes: state('memoryBytes'),
        clockMhz: state('clockMhz'),
        celsius: state('celsius'),
      },
    ]
  })
}

function inside(moment: number, from: number, to: number): boolean {
  return moment >= from && moment <= to
}

/** Watts of a reading; of a counter the mean since the reading before. */
function wattsAt({ form, at, values }: DeviceSeries, index: number): number | null {
  const value = values[index] ?? null
  if (form !== 'counter') return value
  const before = values[index - 1] ?? null
  const seconds = ((at[index] as number) - (at[index - 1] ?? Number.NaN)) / 1000
  return value === null || before === null || !(seconds > 0) ? null : (value - before) / seconds
}
