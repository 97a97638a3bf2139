import { formatObserved } from '../../../figures.ts'
import { metricDefinitions } from '../../../metrics/definitions.ts'
import type { Clause } from '../../../objectives/objective-clauses.ts'
import type { JsonNumber } from '../../../record/figure.ts'
import { nameWords, type ReplacedSide } from './replaced-side.ts'

/**
 * The times of the side to be replaced at the statistics that are claimed of the run, to be read and not to be judged
 * by: limits are absolute. None of a declared side, which has none.
 */
export function sideTimes(side: ReplacedSide, clauses: readonly Clause[]): string[] {
  if (side.subject === null) return []
  const { metrics, provenance } = side.subject.record
  const told = clauses.flatMap((clause): (readonly [what: string, value: JsonNumber, unit: string])[] => {
    if (clause.kind === 'success-rate') return []
    const figures: Readonly<Record<string, unknown>> = { ...metrics[clause.metric] }
    const statistic = clause.kind === 'mean' ? 'mean' : `p${clause.percentile}`
    const value = figures[statistic]
    const known = typeof value === 'number' ? value : null
    return [[`${statistic} of ${clause.metric}`, known, metricDefinitions[clause.metric].unit]]
  })
  if (told.length === 0) return []
  const label = provenance === 'measured' ? '' : ` (${provenance})`
  const known = told.flatMap(([what, value, unit]) =>
    value === null ? [] : [`${what} ${formatObserved(value)} ${unit}`],
  )
  if (known.length > 0) return [`${nameWords(side)} itself, not judged by: ${known.join(', ')}${label}`]
  return [`${nameWords(side)} itself has none of these times${label}: nothing says which of the two is quicker`]
}
