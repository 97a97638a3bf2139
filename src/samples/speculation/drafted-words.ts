import { formatCount } from '../../figures.ts'
import type { SpeculationRecord } from '../../record/tokens.ts'

/** How many drafted tokens were accepted, of how many: `150 of 200`. */
export function acceptedOfDrafted({ accepted, drafted }: Pick<SpeculationRecord, 'accepted' | 'drafted'>): string {
  return `${formatCount(accepted)} of ${formatCount(drafted)}`
}

/** Who told how many drafted tokens were accepted. */
export function draftsToldBy({ source }: Pick<SpeculationRecord, 'source'>): string {
  return source === 'server' ? 'reported by the server' : 'counted here, against the answers'
}
