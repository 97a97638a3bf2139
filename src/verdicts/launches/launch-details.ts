import type { BandRecord } from '../../record/claim.ts'
import type { RunRecord } from '../../record/run.ts'
import { floorWords, visibleWords, widenedWords } from './band-words.ts'
import type { Judgement } from '../judgement.ts'
import { launchScope, scopeWords } from './launch-scope.ts'

/**
 * Sentences on how far a verdict reaches: over launches, or for this one alone, which another one of the same bench
 * may differ from. None where nobody can tell how many there were.
 * @param band of a claim of no regression: what it would have seen, and whether it was widened
 */
export function launchDetails(
  record: Pick<RunRecord, 'launches' | 'target'>,
  judgement: Judgement,
  band: BandRecord | null = null,
): string[] {
  const widened = band === null ? null : widenedWords(band)
  return [
    ...reachWords(record, judgement, band),
    ...(widened === null ? [] : [`${widened}: more launches see less (bench option { launches: 5 })`]),
  ]
}

/**
 * Words behind the name of a figure whose interval holds for other launches too: it is another one than that of the
 * requests, which reports print.
 */
export function overLaunches({ launches }: Pick<Judgement, 'launches'>): string {
  return launches === undefined ? '' : ' over launches'
}

function reachWords(
  record: Pick<RunRecord, 'launches' | 'target'>,
  judgement: Judgement,
  band: BandRecord | null,
): string[] {
  const scope = launchScope(record, judgement)
  const { launches } = judgement
  const visible = band === null ? null : visibleWords(band)
  const seen = visible === null ? '' : `; it ${visible}`
  if (launches?.byFloor === true) {
    return [`one launch: ${floorWords(band ?? { floorOf: 'own' })}${seen}`]
  }
  const words = scopeWords(scope).replace(/^ over /u, '')
  if (launches !== undefined)
    return [`judged by one value each of ${scope === null ? 'several launches' : words}${seen}`]
  if (scope === null) return []
  if (scope.count > 1) return [`judged by the requests of ${words} together`]
  return [
    'how another launch of the same bench differs is not in the interval; ' +
      'measure several (bench option { launches: 5 }), or the noise floor (llm-bench noise)',
  ]
}
