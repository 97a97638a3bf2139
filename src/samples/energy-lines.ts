import { appendFileSync } from 'node:fs'
import { plainJson } from '../plain-text.ts'

/** Readings of one device of a meter, as a journal holds them: a line of its own kind. */
export interface EnergyReadings {
  /** Name of the device, for example `GPU 0`. */
  readonly device: string
  /** `instant` and `mean` watts, or the joules of a `counter`. */
  readonly form: string
  readonly limitWatts: number | null
  /** Milliseconds of the one clock. */
  readonly at: readonly number[]
  readonly values: readonly (number | null)[]
  readonly activity: readonly (number | null)[] | null
  /** Other counters with each reading; null or left out where the meter tells none. */
  readonly states?: readonly object[] | null
}

/** First bytes of such a line, by which it is told from requests. */
export const energyLine = '{"energy":'

const readingsInLine = 2000

/**
 * Writes down what a meter told, after the requests. Where it cannot be written the figures that were made of it
 * stand all the same.
 */
export function writeReadings(journal: string, meter: string, devices: readonly EnergyReadings[]): void {
  const lines = devices.flatMap(({ at, values, activity, states, ...device }) =>
    Array.from({ length: Math.ceil(at.length / readingsInLine) }, (_, index) => {
      const part = <Value>(all: readonly Value[]): readonly Value[] =>
        all.slice(index * readingsInLine, (index + 1) * readingsInLine)
      const readings: EnergyReadings = {
        ...device,
        at: part(at),
        values: part(values),
        activity: activity === null ? null : part(activity),
        ...(states === undefined || states === null ? {} : { states: part(states) }),
      }
      return `${plainJson(JSON.stringify({ energy: { meter, ...readings } }))}\n`
    }),
  )
  if (lines.length === 0) return
  try {
    appendFileSync(journal, lines.join(''))
  } catch {
    // The journal is gone, or its disk full: nobody reads it then.
  }
}
