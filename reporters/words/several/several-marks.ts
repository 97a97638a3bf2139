import type { SeveralRecord } from '../../../src/record/several/several.ts'
import { provenanceLabel } from '../run-label.ts'

/** Labels that must stand beside figures of these models, each once: `synthetic weights`. */
export function severalMarks({ models }: Pick<SeveralRecord, 'models'>): string[] {
  return [...new Set(models.flatMap(({ provenance }) => provenanceLabel(provenance) ?? []))]
}
