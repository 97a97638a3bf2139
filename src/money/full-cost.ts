import type { OwnershipRecord } from '../record/money/full-cost.ts'

/** Seconds of a year. */
export const secondsInYear: number = 365 * 24 * 3600

const joulesPerKwh = 3_600_000

/** Hardware and idle power of a request that takes so many seconds of the machine, in US dollars. */
export function ownedUsd(
  { usd, years, utilization, idleWatts, usdPerKwh }: OwnershipRecord,
  seconds: number,
): { readonly hardware: number; readonly idle: number } {
  const idleSeconds = seconds * ((1 - utilization) / utilization)
  return {
    hardware: (usd / (years * secondsInYear * utilization)) * seconds,
    idle: ((idleWatts * idleSeconds) / joulesPerKwh) * usdPerKwh,
  }
}
