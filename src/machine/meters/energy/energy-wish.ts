import type { CustomMeter } from './sources/custom.ts'

/** Names of the meters that this package reads. */
export type MeterName = 'macmon' | 'powermetrics' | 'nvidia-smi' | 'rapl' | 'battery'

/** The names, best first. */
export const meterNames: readonly MeterName[] = ['macmon', 'powermetrics', 'nvidia-smi', 'rapl', 'battery']

/** A meter by its name, with what else is wanted of it. */
export interface NamedMeter {
  /** Name of the meter, or `auto` for the best that works. */
  readonly meter: 'auto' | MeterName
  /**
   * Milliseconds that the machine is watched for before the warm-up, with nothing asked of it: what it draws then is
   * not in the net energy. None when left out; Apple's meters need 20,000.
   */
  readonly idle?: number | undefined
}

/** Watts that the machine draws under load, and idle. */
export interface DeclaredPower {
  readonly watts: number
  /** Watts that it draws idle, for the net energy. */
  readonly idleWatts?: number | undefined
}

/**
 * Meter of energy: `'auto'`, the best meter that works here; `'off'`; a meter's name, or that with `idle`;
 * watts that you declare; or a function of your own, such as a wall meter's.
 */
export type EnergyOption =
  | 'auto'
  | 'off'
  | MeterName
  | NamedMeter
  | DeclaredPower
  | (CustomMeter & { readonly idle?: number | undefined })

/** The meter that is wanted, in plain data: a function of the user's is kept beside it. */
export type EnergyWish =
  /** One that costs nothing: declared watts, else counters that are files. */
  | { readonly kind: 'free'; readonly watts: number | null }
  | { readonly kind: 'off' }
  /** Watts stand in where `auto` finds no meter; null where nobody declared any. */
  | {
      readonly kind: 'meter'
      readonly meter: 'auto' | MeterName
      readonly idleMs: number
      readonly watts: number | null
    }
  | { readonly kind: 'declared'; readonly watts: number; readonly idleWatts: number | null }
  | { readonly kind: 'custom'; readonly custom: Omit<CustomMeter, 'read'>; readonly idleMs: number }
