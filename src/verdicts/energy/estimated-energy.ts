import { plainName } from '../../plain-text.ts'
import type { EnergyRecord } from '../../record/energy.ts'

/** Reasons why energy that a model of the chip estimates can settle no claim, with the way out. */
export function estimatedEnergyDoubts(energy: EnergyRecord | null | undefined): string[] {
  if (energy?.provenance !== 'estimated' || energy.grossJoules === null) return []
  return [
    `the energy is estimated: ${plainName(energy.meter ?? 'its meter')} tells what a model of the chip says, and ` +
      "nothing measured it; take a meter of the whole machine, or accept this with { accept: ['estimated'] }",
  ]
}
