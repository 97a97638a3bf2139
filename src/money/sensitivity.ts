import { fullUsdAt } from './break-even.ts'
import type { OwnershipRecord } from '../record/money/full-cost.ts'

/** A cost of a request with one input changed. */
export interface SensitivityRow {
  readonly input: 'price of power' | 'utilization'
  /** The change, as it is read: `-50 %`, `10 %`. */
  readonly change: string
  readonly usdPerRequest: number
}

const powerChanges = [
  [0.5, '-50 %'],
  [1.5, '+50 %'],
] as const
const utilizations = [0.1, 0.25, 0.5, 0.75, 1] as const

/** A local request: its electricity, the seconds it takes, and the machine, where that was declared. */
export interface SensitiveRequest {
  readonly marginalUsd: number
  readonly seconds: number | null
  readonly owned: OwnershipRecord | null
}

/** Costs of a local request where power is 50 % cheaper or dearer, and at other uses of the machine. */
export function sensitivity({ marginalUsd, seconds, owned }: SensitiveRequest): SensitivityRow[] {
  const byPower = powerChanges.map(([factor, change]): SensitivityRow => {
    const marginal = marginalUsd * factor
    const usdPerRequest =
      owned === null || seconds === null
        ? marginal
        : fullUsdAt(
            { ...owned, usdPerKwh: owned.usdPerKwh * factor },
            { marginalUsd: marginal, seconds },
            owned.utilization,
          )
    return { input: 'price of power', change, usdPerRequest }
  })
  if (owned === null || seconds === null) return byPower
  const byUse = utilizations.map((utilization): SensitivityRow => ({
    input: 'utilization',
    change: `${utilization * 100} %`,
    usdPerRequest: fullUsdAt(owned, { marginalUsd, seconds }, utilization),
  }))
  return [...byPower, ...byUse]
}
