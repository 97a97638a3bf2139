import { bracketOf, isRefused } from './bracket.ts'
import type { EnergyWindow } from './energy-window.ts'
import { zeroWords } from './instant-energy.ts'
import { type EnergyReading, refused } from './reading.ts'
import type { KnownSeries, MeterTerms } from './series.ts'

/** A counter whose wraps are undone, and the most watts that its device can draw, where it says. */
export interface Counted extends KnownSeries {
  readonly device: string
  readonly limitWatts: number | null
}

/** Most watts of a device, infinite where nobody says, and joules that a counter may be behind. */
interface Bounds {
  readonly watts: number
  readonly late: number
}

/** Times the highest mean between two readings that a moment may reach, where no limit is known. */
const beyondMean = 2

/** Energy so far at one end of the window: as it is taken to be, and its bounds. */
interface SoFar {
  readonly joules: number
  readonly least: number
  readonly most: number
}

/**
 * Energy of a window from a counter. Between two readings it grows evenly, as far as is known; what else it can have
 * done at the ends is bounded by these readings, by how late the counter may be, and by what the device can draw.
 */
export function countedEnergy(
  counted: Counted,
  window: EnergyWindow,
  { maxGapMs, lagMs }: Pick<MeterTerms, 'maxGapMs' | 'lagMs'>,
): EnergyReading {
  const { device, at, values } = counted
  const bracket = bracketOf(counted, window, maxGapMs, device)
  if (isRefused(bracket)) return bracket
  const { first, last } = bracket
  const rates: number[] = []
  for (let index = first; index < last; index++) {
    const joules = (values[index + 1] as number) - (values[index] as number)
    const seconds = ((at[index + 1] as number) - (at[index] as number)) / 1000
    const watts = joules / (seconds + lagMs / 1000)
    if (joules < 0 || watts > mostPlausible(counted.limitWatts)) return refused('restarted', restartedWords(device))
    if (seconds > 0) rates.push(watts)
  }
  if (values[first] === values[last]) return refused('zero-power', zeroWords(device))
  const highest = Math.max(0, ...rates)
  const bounds: Bounds =
    counted.limitWatts === null
      ? { watts: Number.POSITIVE_INFINITY, late: (beyondMean * highest * lagMs) / 1000 }
      : { watts: Math.max(counted.limitWatts, highest), late: (Math.max(counted.limitWatts, highest) * lagMs) / 1000 }
  const begin = soFar(counted, window.from, bounds)
  const end = soFar(counted, window.to, bounds)
  const joules = end.joules - begin.joules
  return {
    state: 'known',
    joules,
    variance: 0,
    below: Math.max(0, joules - Math.max(0, end.least - begin.most)),
    above: Math.max(0, end.most - begin.least - joules),
    readings: last - first + 1,
  }
}

/** Energy up to a moment that has a reading before it and one after it. */
function soFar({ at, values }: KnownSeries, moment: number, { watts, late }: Bounds): SoFar {
  const before = at.findLastIndex((reading) => reading <= moment)
  const after = at.findIndex((reading) => reading >= moment)
  const [began, ended] = [at[before] as number, at[after] as number]
  const [low, high] = [values[before] as number, values[after] as number]
  const most = (milliseconds: number): number => (milliseconds === 0 ? 0 : (watts * milliseconds) / 1000)
  const share = ended > began ? (moment - began) / (ended - began) : 0
  return {
    joules: low + (high - low) * share,
    least: Math.max(low, high - most(ended - moment)),
    most: late + Math.min(high, low + most(moment - began)),
  }
}

/** Watts above which a step of a counter is no energy, but a wrap that was none; a limit may be passed for a moment. */
function mostPlausible(limitWatts: number | null): number {
  return limitWatts === null ? 10_000 : 4 * limitWatts
}

/** The sentence of a counter that went back. */
export function restartedWords(device: string): string {
  return `the counter of ${device} began anew within the window: measure again, with nobody who resets it`
}
