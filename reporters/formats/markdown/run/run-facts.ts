import type { RunRecord } from '../../../../src/record/run.ts'
import { provenanceLabel } from '../../../words/run-label.ts'
import { engineFacts } from './engine-facts.ts'
import { httpFacts } from './http-facts.ts'
import { loadFacts, rateFacts } from './load-facts.ts'
import { blocks } from '../section.ts'
import { factTable } from '../table.ts'
import { memoryFacts } from './memory-facts.ts'
import { anchorFact, startFacts, targetFacts } from './target-facts.ts'

/** Table of the facts of a run: its target, its requests, its times and its memory. */
export function runFacts(run: RunRecord): string {
  return blocks(
    '**Conditions**',
    factTable('Fact', [
      ['Provenance', provenanceLabel(run.provenance) ?? 'measured'],
      ...targetFacts(run),
      ...loadFacts(run),
      ...httpFacts(run),
      ...rateFacts(run),
      ...startFacts(run),
      anchorFact(run.anchor),
      ...memoryFacts(run.memory),
      ...engineFacts(run),
    ]),
  )
}
