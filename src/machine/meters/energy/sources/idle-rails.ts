import type { DeviceSeries } from '../contract/series.ts'
import type { MeterReadings } from '../contract/window-energy.ts'

/** Rails that may draw nothing for a whole run, for nobody asked anything of them. */
const mayRest: ReadonlySet<string> = new Set(['ane', 'gpu'])

/**
 * Readings without the rails that drew nothing all the time and may: a Neural Engine or a GPU that nobody asked
 * anything. The CPU and memory always draw something: where they tell 0 W that is unknown, and refused later.
 */
export function withoutIdleRails(readings: MeterReadings): MeterReadings {
  return { ...readings, series: readings.series.filter((series) => !rests(series)) }
}

function rests({ device, values, activity }: DeviceSeries): boolean {
  return (
    mayRest.has(device) &&
    values.every((watts) => watts === 0) &&
    (activity ?? []).every((share) => share === null || share === 0)
  )
}
