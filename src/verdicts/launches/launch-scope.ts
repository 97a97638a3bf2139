import type { ClaimLaunches } from '../../record/claim.ts'
import type { RunRecord } from '../../record/run.ts'
import type { Judgement } from '../judgement.ts'
import { severalOf } from './launch-values.ts'

/**
 * The launches that a verdict on a run holds for; null for a fact, and where nobody here started what was measured or
 * knows how often.
 */
export function launchScope(
  record: Pick<RunRecord, 'launches' | 'target'>,
  { floor, launches }: Pick<Judgement, 'floor' | 'launches'>,
): ClaimLaunches | null {
  if (floor === null) return null
  const several = severalOf(record.launches)
  if (several.length > 0) {
    const kind = several.every((launch) => launch.kind === 'block') ? 'block' : 'launch'
    return { count: several.length, kind, by: launches === undefined ? 'requests' : 'launches' }
  }
  if (launches?.byFloor === true) return { count: 1, kind: 'launch', by: 'noise-floor' }
  const { kind } = record.target
  const isKnown = (record.launches ?? []).length > 0 && (kind === 'model' || kind === 'server')
  return isKnown ? { count: 1, kind: 'launch', by: 'requests' } : null
}

/** Words behind a number of requests: ` over 5 launches`, ` of this launch`; none where nobody can tell. */
export function scopeWords(scope: ClaimLaunches | null): string {
  if (scope === null || scope.by === 'noise-floor') return ''
  if (scope.count === 1) return ' of this launch'
  return ` over ${scope.count} ${scope.kind === 'block' ? 'blocks apart in time' : 'launches'}`
}
