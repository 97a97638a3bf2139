import { bracketOf, isRefused } from './bracket.ts'
import { type EnergyWindow, lengthOf } from './energy-window.ts'
import { type EnergyReading, refused } from './reading.ts'
import { type DeviceSeries, type KnownSeries, knownOf, type MeterTerms } from './series.ts'

/**
 * Sample intervals that no sample need have hit: with 95 % probability a state that n samples all missed lasted less
 * than 3 / n of the window ("rule of three").
 */
const missed = 3

/**
 * Energy of windows from watts at moments: their integral by the trapezoid rule. Its variance is that of readings
 * that know nothing of each other but their neighbours' differences (von Neumann 1941), so that a steady power has
 * none and one that jumps at every reading all of it. What lies between readings, in either direction, is bounded by
 * the device's limit, or the highest reading where it says none.
 */
export function instantEnergy(
  series: DeviceSeries,
  windows: readonly EnergyWindow[],
  { maxGapMs }: Pick<MeterTerms, 'maxGapMs'>,
): EnergyReading {
  const known = knownOf(series)
  let [joules, variance, highest, steps, stepMs] = [0, 0, series.limitWatts ?? 0, 0, 0]
  let readings = 0
  for (const window of windows) {
    const bracket = bracketOf(known, window, maxGapMs, series.device)
    if (isRefused(bracket)) return bracket
    const { first, last } = bracket
    readings += last - first + 1
    steps += last - first
    stepMs += (known.at[last] as number) - (known.at[first] as number)
    for (const watts of known.values.slice(first, last + 1)) {
      if (watts === 0) return refused('zero-power', zeroWords(series.device))
      if (watts < 0) return refused('implausible', `${series.device} told less than no watt: its meter is broken`)
      highest = Math.max(highest, watts)
    }
    for (let index = first; index < last; index++) {
      const step = stepOf(known, index, window)
      joules += step.joules
      variance += step.variance
    }
  }
  const seconds = lengthOf(windows) / 1000
  const unseen = steps === 0 ? 0 : (missed * stepMs) / steps / 1000
  const mean = joules / seconds
  return {
    state: 'known',
    joules,
    variance,
    below: Math.min(joules, unseen * mean),
    above: unseen * Math.max(0, highest - mean),
    readings,
  }
}

/** The part of a window that lies between a reading and the next. */
function stepOf(
  { at, values }: KnownSeries,
  index: number,
  { from, to }: EnergyWindow,
): { readonly joules: number; readonly variance: number } {
  const [began, ended] = [at[index] as number, at[index + 1] as number]
  const [before, after] = [values[index] as number, values[index + 1] as number]
  const wattsAt = (moment: number): number =>
    ended > began ? before + ((after - before) * (moment - began)) / (ended - began) : after
  const [start, end] = [Math.max(began, from), Math.min(ended, to)]
  return {
    joules: ((wattsAt(start) + wattsAt(end)) / 2) * ((end - start) / 1000),
    variance: (((after - before) * (ended - began)) / 1000) ** 2 / 2,
  }
}

/** The sentence of a device that told no watt. */
export function zeroWords(device: string): string {
  return `${device} told 0 W while it was at work, which is unknown, not nothing: take another meter`
}
