import type { IntervalRecord, JsonNumber, Provenance } from './figure.ts'

/** Part of the machine whose power a meter sees. Figures of different scopes are never added up, nor compared. */
export type EnergyScope = 'gpu' | 'cpu' | 'soc' | 'system'

/**
 * Why a meter's figure is refused.
 *
 * - `no-meter`: none works here
 * - `elsewhere`: the machine under load is not known to be this one
 * - `no-readings`: the meter told nothing
 * - `not-bracketed`: no reading before the window, or none after it
 * - `gap`: neighbouring readings too far apart
 * - `too-short`: a window shorter than the meter can tell
 * - `unaligned`: a window too short for counters that come in batches
 * - `zero-power`: no watt, or a counter that stands still, where something was at work
 * - `idle-device`: the device that the meter sees did nothing
 * - `missing-device`: a device that was expected told nothing, or no more
 * - `restarted`: a counter began anew
 * - `implausible`: less than nothing was told
 * - `counter-differs`: the integral and the device's own counter disagree
 * - `meter-ended`: the meter ended before the window did
 */
export type EnergyRefusalCode =
  | 'no-meter'
  | 'elsewhere'
  | 'no-readings'
  | 'not-bracketed'
  | 'gap'
  | 'too-short'
  | 'unaligned'
  | 'zero-power'
  | 'idle-device'
  | 'missing-device'
  | 'restarted'
  | 'implausible'
  | 'counter-differs'
  | 'meter-ended'

/** The refusal of a meter's figure: its code, and a sentence that ends in what to do. */
export interface EnergyRefusalRecord {
  code: EnergyRefusalCode
  reason: string
}

/** Error of a meter as its maker states it: a share of the energy, and watts beside it. */
export interface MeterAccuracyRecord {
  share: number
  watts: number
}

/** Counters of a device on the time axis of a run, thinned; null where one is not told. */
export interface DeviceRecord {
  /** Name of the device, for example `GPU 0`. */
  device: string
  /** Milliseconds from the first send. */
  at: number[]
  watts: JsonNumber[]
  /** Share of time at work, 0 to 1. */
  utilization: JsonNumber[]
  memoryBytes: JsonNumber[]
  clockMhz: JsonNumber[]
  celsius: JsonNumber[]
}

/** Energy that a meter saw over the measured window. */
export interface DrawnEnergyRecord {
  /** Name of the meter, for example `nvidia-smi`; null where watts were declared or assumed. */
  meter: string | null
  provenance: Provenance
  /** Part of the machine whose power the meter sees. */
  scope: EnergyScope
  /** Names of all that is in it, for example `GPU 0`, or `package-0` and `dram-0`. */
  rails: string[]
  windowMs: number
  /** Readings of the meter in it. */
  readings: number
  /** All energy of the window. */
  grossJoules: JsonNumber
  /**
   * 90 % interval of all energy: error of sampling, of the ends, and what the meter's maker says of its accuracy.
   * Null where watts were declared: nobody said how well.
   */
  interval: IntervalRecord | null
  /** Error that the meter's maker states, and the interval has in it; null where nobody does: it has none. */
  accuracy: MeterAccuracyRecord | null
  /** Part of it that the machine would not have drawn idle; null where its idle power is not known. */
  netJoules: JsonNumber
  netInterval: IntervalRecord | null
  idleWatts: JsonNumber
  /** The integral of power over the difference of the device's own counter; null where there is no such counter. */
  overCounter: JsonNumber
  /** Counters of the devices over the window; empty where the meter reads none. */
  devices: DeviceRecord[]
  /** Reason why there is no figure; null where there is one. */
  refusal: EnergyRefusalRecord | null
}

/** Energy drawn over the measured window, of an answer and of a token: all of it, but for the net figure. */
export interface EnergyRecord extends DrawnEnergyRecord {
  /** All energy of the window, over the completed requests. */
  joulesPerRequest: JsonNumber
  /** All energy of the window, over the output tokens of completed requests. */
  joulesPerOutputToken: JsonNumber
  tokensPerJoule: JsonNumber
  wattHoursPer1000Tokens: JsonNumber
}
