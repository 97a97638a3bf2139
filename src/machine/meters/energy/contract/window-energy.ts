import { formatDuration, formatShare } from '../../../../figures.ts'
import { meanEnergy } from './batches.ts'
import { countedEnergy } from './counted-energy.ts'
import { type EnergyWindow, lengthOf } from './energy-window.ts'
import { instantEnergy } from './instant-energy.ts'
import { addEnergy, type EnergyReading, type KnownEnergy, noEnergy, refused } from './reading.ts'
import { type DeviceSeries, knownOf, type MeterTerms } from './series.ts'

/** All that a meter has told so far. */
export interface MeterReadings {
  /** Devices whose energies are added up: all of one scope, none of them a part of another. */
  readonly series: readonly DeviceSeries[]
  /** Counters of the same devices, which the integrals are held against; empty where there are none. */
  readonly counters: readonly DeviceSeries[]
  /** Devices that must be among them; empty where nobody knows which there are. */
  readonly expected: readonly string[]
  /** Reason why the meter tells no more, and since when; null while it does. */
  readonly ended: { readonly at: number; readonly reason: string } | null
}

/** Share of the shortest window that each turn of an interleaved run must have at least. */
const leastOfEach = 0.25
/** Share by which an integral and the device's own counter may differ beyond what either cannot know. */
const mostOverCounter = 0.05

/** Energy of windows, added up, and the ratio of the integral over the device's own counter, where there is one. */
export interface WindowsEnergy {
  readonly energy: EnergyReading
  readonly overCounter: number | null
}

/** Energy of all devices over all windows, or the first reason why it cannot be told. */
export function windowsEnergy(
  readings: MeterReadings,
  windows: readonly EnergyWindow[],
  terms: MeterTerms,
): WindowsEnergy {
  const refusal = refusalOf(readings, windows, terms)
  if (refusal !== null) return { energy: refusal, overCounter: null }
  const energy = sum(readings.series, windows, terms)
  if (energy.state === 'refused' || readings.counters.length === 0) return { energy, overCounter: null }
  const counted = sum(readings.counters, windows, terms)
  if (counted.state === 'refused') return { energy: counted, overCounter: null }
  const overCounter = energy.joules / counted.joules
  return { energy: agree(energy, counted) ? energy : differs(overCounter), overCounter }
}

function sum(series: readonly DeviceSeries[], windows: readonly EnergyWindow[], terms: MeterTerms): EnergyReading {
  return series.flatMap((device) => deviceEnergies(device, windows, terms)).reduce<EnergyReading>(addEnergy, noEnergy)
}

function deviceEnergies(
  series: DeviceSeries,
  windows: readonly EnergyWindow[],
  terms: MeterTerms,
): readonly EnergyReading[] {
  if (series.form === 'instant') return [instantEnergy(series, windows, terms)]
  if (series.form === 'mean') return windows.map((window) => meanEnergy(series, window, terms))
  const { device, limitWatts } = series
  const counted = { ...knownOf(series), device, limitWatts }
  return windows.map((window) => countedEnergy(counted, window, terms))
}

/** Why windows cannot be told whatever was read; null where they may be. */
function refusalOf(
  { series, expected, ended }: MeterReadings,
  windows: readonly EnergyWindow[],
  { minWindowMs }: MeterTerms,
): EnergyReading | null {
  if (windows.length === 0 || series.length === 0) {
    return refused('no-readings', 'the meter told nothing: see whether it works by itself')
  }
  const missing = expected.find((device) => !series.some((told) => told.device === device))
  if (missing !== undefined) {
    return refused('missing-device', `${missing} told nothing, where others did: without it the sum is not whole`)
  }
  const silent = series.find((device) => knownOf(device).at.length === 0)
  if (silent !== undefined) {
    return refused('missing-device', `${silent.device} does not tell what it draws: take another meter`)
  }
  const lost = lostDevice(series, windows)
  if (lost !== null) {
    return refused('missing-device', `${lost} told nothing any more, where others did: without it the sum is not whole`)
  }
  if (ended !== null && windows.some(({ to }) => to > ended.at)) {
    return refused('meter-ended', `the meter ended before the window did: ${ended.reason}`)
  }
  return tooShort(windows, minWindowMs) ?? idle(series, windows)
}

/** A refusal of windows that are too short for a meter, together or each. */
function tooShort(windows: readonly EnergyWindow[], minWindowMs: number): EnergyReading | null {
  const shortest = Math.min(...windows.map(({ from, to }) => to - from))
  const whole = lengthOf(windows)
  const [length, needed] =
    whole < minWindowMs ? [whole, minWindowMs] : [shortest, windows.length > 1 ? minWindowMs * leastOfEach : 0]
  if (length >= needed) return null
  return refused(
    'too-short',
    `${windows.length > 1 && length === shortest ? 'a turn' : 'a window'} of ${formatDuration(length)} is too short ` +
      `for this meter, which needs ${formatDuration(needed)}: make more requests, or give the bench a duration`,
  )
}

/** A device that told nothing around a window which others bracket; null for none. */
function lostDevice(series: readonly DeviceSeries[], windows: readonly EnergyWindow[]): string | null {
  const window = windows.find((each) => series.some((device) => brackets(device, each)))
  if (window === undefined) return null
  return series.find((device) => !brackets(device, window))?.device ?? null
}

function brackets(device: DeviceSeries, { from, to }: EnergyWindow): boolean {
  const { at } = knownOf(device)
  return (at[0] as number) <= from && (at.at(-1) as number) >= to
}

/** A refusal where no device of a meter that tells how busy they are did anything. */
function idle(series: readonly DeviceSeries[], windows: readonly EnergyWindow[]): EnergyReading | null {
  const shares = series.flatMap(({ at, activity }) =>
    activity === null
      ? [null]
      : activity.filter((_, index) => windows.some(({ from, to }) => within(at[index] as number, from, to))),
  )
  if (shares.length === 0 || lengthOf(windows) === 0 || !shares.every((share) => share === 0)) return null
  const devices = series.map(({ device }) => device).join(', ')
  return refused(
    'idle-device',
    `${devices} did nothing: what was measured ran elsewhere, which this meter does not see`,
  )
}

function within(moment: number, from: number, to: number): boolean {
  return moment >= from && moment <= to
}

/** Whether an integral is within 5 % of the counter, beside what the counter itself does not know of the ends. */
function agree(integral: KnownEnergy, counted: KnownEnergy): boolean {
  const tolerance = mostOverCounter * counted.joules
  return (
    integral.joules >= counted.joules - counted.below - tolerance &&
    integral.joules <= counted.joules + counted.above + tolerance
  )
}

function differs(overCounter: number): EnergyReading {
  return refused(
    'counter-differs',
    `the integral of power is ${formatShare(overCounter)} of what the device's own counter says, more than ` +
      `${formatShare(mostOverCounter)} apart: power changes quicker than it is read`,
  )
}
