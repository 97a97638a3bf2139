import type { ActiveRun } from '../active-run.ts'
import type { SituationCell } from './several-member.ts'

/** The runs whose answers are scored: those of models that did not break. */
export function runsToScore(cells: readonly SituationCell[]): ActiveRun[] {
  return cells.flatMap(({ active, model }) => (model.problem === null ? (active ?? []) : []))
}
