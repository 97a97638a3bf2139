import type { RunRecord } from '../../../src/record/run.ts'
import type { Verdict } from '../../../src/record/claim.ts'
import { plainName } from '../../../src/plain-text.ts'
import { provenanceLabel } from '../run-label.ts'
import { limitSentence } from '../sweeps/sweep-limit.ts'
import { levelText, type Sweep, sweepsOf } from '../sweeps/sweeps.ts'

/** The answers of the load sweeps and searches, a sentence each. */
export function loadLines(runs: readonly RunRecord[]): string[] {
  return sweepsOf(runs).flatMap((sweep) => {
    const sentences = [objectiveWords(sweep), limitSentence(sweep)].filter((sentence) => sentence !== null)
    const label = provenanceLabel(sweep.levels[0]?.provenance ?? 'measured')
    const name = `${plainName(sweep.name)}${label === null ? '' : ` (${label})`}`
    return sentences.length === 0 ? [] : [`${name}: ${sentences.join(' ')}`]
  })
}

/** Up to which level the objective of a search is met; null of a plain sweep. */
function objectiveWords({ variable, levels }: Sweep): string | null {
  // Where a search measured a level again, its last try says more.
  const last = new Map(levels.map(({ level, sweep }): [number, Verdict | null] => [level, sweep.verdict]))
  const judged = [...last].filter(([, verdict]) => verdict !== null)
  if (judged.length === 0) return null
  const at = (level: number): string => levelText(variable, level)
  const met = judged.findLast(([, verdict]) => verdict === 'pass')?.[0]
  const above = judged.filter(([level]) => met === undefined || level > met)
  const missed = above.find(([, verdict]) => verdict === 'fail')?.[0]
  const open = above.find(([, verdict]) => verdict === 'inconclusive')?.[0]
  const parts = [
    met === undefined ? 'The objective is met at no level' : `The objective is met up to ${at(met)}`,
    ...(missed === undefined ? [] : [`missed at ${at(missed)}`]),
    ...(open === undefined ? [] : [`open at ${at(open)}`]),
    ...(met !== undefined && above.length === 0 ? ['the highest level that was tried'] : []),
  ]
  return `${parts.join(', ')}.`
}
