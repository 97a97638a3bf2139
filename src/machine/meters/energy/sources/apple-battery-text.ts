import { believedWatts } from './most-watts.ts'

/** Power of the machine as a Mac's battery controller tells it. */
export interface AppleBattery {
  /** Watts of the whole machine, on the battery or on the mains. */
  readonly systemWatts: number | null
  /** Sum of all watts told so far, and how many: its mean between two looks is that of the time between. */
  readonly summedWatts: number | null
  readonly count: number | null
  /** Whether the adapter is connected; null where it does not say. */
  readonly external: boolean | null
}

/** Power telemetry in the output of `ioreg -rn AppleSmartBattery`; null where there is none. */
export function appleBattery(output: string): AppleBattery | null {
  const telemetry = /"PowerTelemetryData" ?= ?\{([^{}\n]*)\}/u.exec(output)?.[1]
  if (telemetry === undefined) return null
  const milliwatts = (key: string): number | null => {
    const digits = new RegExp(`"${key}" ?= ?(\\d{1,20})(?=,|$)`, 'u').exec(telemetry)?.[1]
    if (digits === undefined) return null
    // Negative integers are told as 2^64 less so much.
    const value = BigInt.asIntN(64, BigInt(digits))
    return value < 0n ? null : Number(value)
  }
  const load = milliwatts('SystemLoad')
  const summed = milliwatts('AccumulatedSystemLoad')
  const external = /"ExternalConnected" ?= ?(Yes|No)/u.exec(output)?.[1]
  return {
    systemWatts: load === null ? null : believedWatts(load / 1000),
    summedWatts: summed === null ? null : summed / 1000,
    count: milliwatts('SystemLoadAccumulatorCount'),
    external: external === undefined ? null : external === 'Yes',
  }
}

/** Most sums of a controller between two looks that are believed. */
const mostCounted = 100_000

/**
 * Mean watts between two looks: of all that were added up in between, else null, as where none were, or the sums began
 * anew.
 */
export function meanWatts(before: AppleBattery, after: AppleBattery): number | null {
  if (before.summedWatts === null || after.summedWatts === null) return null
  const count = (after.count ?? 0) - (before.count ?? 0)
  const watts = after.summedWatts - before.summedWatts
  return count > 0 && count <= mostCounted && watts >= 0 ? believedWatts(watts / count) : null
}
