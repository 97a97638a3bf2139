import type { LagRecord } from '../../record/check.ts'

/** Milliseconds between two looks at the clock: a process may be that late without being seen to be. */
export const lagStepMs = 10
/** Milliseconds that are no lag: timers are a millisecond coarse. */
export const timerCoarsenessMs = 1.5

/** Conditions around a block of requests. Null where the system does not say (all but Linux). */
export interface Conditions {
  /** Lateness of this process's event loop in milliseconds, 99th percentile. */
  readonly lagP99Ms: number
  /** Lateness of this process's event loop in milliseconds, the worst. */
  readonly lagMaxMs: number
  /** Pages read back from swap, by any process; on macOS as far as its counter was looked at, every five seconds. */
  readonly swapIns: number | null
  /** Number of other model hosts on this machine. */
  readonly otherHosts: number | null
  /** Cores used by these hosts (1 is one core). */
  readonly otherHostsCores: number | null
  /** Cores used by all processes but this one. */
  readonly othersCores: number | null
  /** Cores used by this process. */
  readonly ownCores: number
  /** One-minute load average as the block began. */
  readonly loadAverage: number | null
  readonly onBattery: boolean | null
  /** Whether the machine was told to save power. */
  readonly lowPower: boolean | null
  /** Thermal pressure: 0 nominal, 1 moderate, 2 heavy, 3 trapping, 4 sleeping; macOS only. */
  readonly thermalPressure: number | null
  /** Times that the processor held back for heat meanwhile; Linux on x86 only. */
  readonly throttles: number | null
}

/** Lateness in these conditions, for the record. */
export function lagOf({ lagP99Ms, lagMaxMs }: Conditions): LagRecord {
  return { p99Ms: lagP99Ms, maxMs: lagMaxMs + lagStepMs + timerCoarsenessMs }
}

/** The worst conditions of several blocks; null for no block. A count that one of them lacks is null. */
export function worstConditions(blocks: readonly Conditions[]): Conditions | null {
  const [first, ...others] = blocks
  if (first === undefined) return null
  return others.reduce(
    (worst, block) => ({
      lagP99Ms: Math.max(worst.lagP99Ms, block.lagP99Ms),
      lagMaxMs: Math.max(worst.lagMaxMs, block.lagMaxMs),
      swapIns: higher(worst.swapIns, block.swapIns),
      otherHosts: higher(worst.otherHosts, block.otherHosts),
      otherHostsCores: higher(worst.otherHostsCores, block.otherHostsCores),
      othersCores: higher(worst.othersCores, block.othersCores),
      ownCores: Math.max(worst.ownCores, block.ownCores),
      // The load before the first block: later ones see this run's own.
      loadAverage: worst.loadAverage,
      onBattery: worst.onBattery === null ? block.onBattery : worst.onBattery || block.onBattery === true,
      lowPower: worst.lowPower === null ? block.lowPower : worst.lowPower || block.lowPower === true,
      thermalPressure: higher(worst.thermalPressure, block.thermalPressure),
      throttles: higher(worst.throttles, block.throttles),
    }),
    first,
  )
}

function higher(one: number | null, other: number | null): number | null {
  return one === null || other === null ? null : Math.max(one, other)
}
