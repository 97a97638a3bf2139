import type { DrawnEnergyRecord, EnergyRecord } from '../../record/energy.ts'

const joulesPerWattHour = 3600

/**
 * The energy of a run with that of an answer and of a token. Requests that failed took some too, and delivered
 * nothing: it is that of the others.
 * @param outputTokens of completed requests; null where nobody counted them
 */
export function energyRecord(
  drawn: DrawnEnergyRecord | null,
  completed: number,
  outputTokens: number | null,
): EnergyRecord | null {
  if (drawn === null) return null
  const { grossJoules } = drawn
  const over = (count: number | null): number | null =>
    grossJoules === null || count === null || count <= 0 ? null : grossJoules / count
  const perToken = over(outputTokens)
  return {
    ...drawn,
    joulesPerRequest: over(completed),
    joulesPerOutputToken: perToken,
    tokensPerJoule: perToken === null || perToken <= 0 ? null : 1 / perToken,
    wattHoursPer1000Tokens: perToken === null ? null : (perToken * 1000) / joulesPerWattHour,
  }
}
