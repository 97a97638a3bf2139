import type { OwnershipRecord } from '../record/money/full-cost.ts'

/** Seconds of a year. */
export const secondsInYear: number = 365 * 24 * 3600

/** Joules of a kilowatt-hour. */
export const joulesPerKwh = 3_600_000

/** Parts of a full cost beside its electricity, in US dollars. */
export interface OwnedUsd {
  readonly hardware: number
  readonly idle: number
}

/** Price of a second of the machine at rest. */
export function ownedPerSecond({ usd, years, idleWatts, usdPerKwh }: Omit<OwnershipRecord, 'utilization'>): OwnedUsd {
  return { hardware: usd / (years * secondsInYear), idle: (idleWatts / joulesPerKwh) * usdPerKwh }
}

/** Hardware and idle power of a request that takes so many seconds of the machine. */
export function ownedUsd(owned: OwnershipRecord, seconds: number): OwnedUsd {
  const { hardware, idle } = ownedPerSecond(owned)
  const { utilization } = owned
  return {
    hardware: (hardware / utilization) * seconds,
    idle: idle * seconds * ((1 - utilization) / utilization),
  }
}
