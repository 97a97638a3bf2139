import type { EnergyRecord } from '../../../record/energy.ts'
import type { Provenance } from '../../../record/figure.ts'
import type { RunRecord } from '../../../record/run.ts'
import type { BestFigure } from './best-of.ts'

/** Provenance of the energy of a run, where a figure is one of energy. */
export function energyProvenance({ restsOn }: BestFigure, { energy }: RunRecord): Provenance[] {
  return restsOn.includes('energy') && energy !== null && energy !== undefined ? [energy.provenance] : []
}

/** Doubts about energies that were not seen in the same way, so that their figures are not to be compared. */
export function energyDoubts({ restsOn }: BestFigure, runs: readonly RunRecord[]): string[] {
  if (!restsOn.includes('energy')) return []
  const ways = new Set(runs.flatMap(({ energy }) => (energy === null || energy === undefined ? [] : [wayOf(energy)])))
  if (ways.size < 2) return []
  return [`energy was not seen in the same way: ${[...ways].join('; ')}: name one meter with the option energy`]
}

function wayOf({ meter, scope, rails, provenance }: EnergyRecord): string {
  return `${provenance} by ${meter ?? 'watts'}, scope ${scope}${rails.length === 0 ? '' : ` (${rails.join(', ')})`}`
}
