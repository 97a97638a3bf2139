/**
 * How a device tells its energy: watts at a moment, mean watts since the reading before, or joules so far.
 */
export type ReadingForm = 'instant' | 'mean' | 'counter'

/** Counters of a device beside its power; null where one is not told. */
export interface DeviceState {
  readonly memoryBytes: number | null
  readonly clockMhz: number | null
  readonly celsius: number | null
}

/** Readings of one device, in the order of their moments. */
export interface DeviceSeries {
  /** Name of the device or rail, for example `GPU 0`. */
  readonly device: string
  readonly form: ReadingForm
  /** Milliseconds of the one clock. */
  readonly at: readonly number[]
  /** Watts, or joules of a counter, wraps undone; null where the device answered that it does not know. */
  readonly values: readonly (number | null)[]
  /** Most watts that the device can draw; null where it does not say. */
  readonly limitWatts: number | null
  /** Share of time that it was at work, 0 to 1, with each reading; null where it does not tell. */
  readonly activity: readonly (number | null)[] | null
  /** Other counters with each reading; null or left out where the meter tells none. */
  readonly states?: readonly DeviceState[] | null
}

/** Facts of a meter's readings beside their values. */
export interface MeterTerms {
  /** Most milliseconds between neighbouring readings, and from an end of the window to the nearest outside it. */
  readonly maxGapMs: number
  /** Fewest milliseconds that a window may have. */
  readonly minWindowMs: number
  /** Most milliseconds by which a counter may be behind at a reading. */
  readonly lagMs: number
  /** Whether mean watts may come in batches: nothing for a while, then all of it. */
  readonly batched: boolean
  /** Error that the meter's maker states; null where nobody does. */
  readonly accuracy: { readonly share: number; readonly watts: number } | null
}

/** Readings of a device with those that it did not know left out. */
export interface KnownSeries {
  readonly at: readonly number[]
  readonly values: readonly number[]
}

/** The readings that have a value. */
export function knownOf({ at, values }: DeviceSeries): KnownSeries {
  const known: { at: number[]; values: number[] } = { at: [], values: [] }
  for (const [index, value] of values.entries()) {
    if (value === null) continue
    known.at.push(at[index] as number)
    known.values.push(value)
  }
  return known
}
