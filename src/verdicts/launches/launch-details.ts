import type { BandRecord } from '../../record/claim.ts'
import type { RunRecord } from '../../record/run.ts'
import { floorWords, visibleWords, widenedWords } from './band-words.ts'
import type { Judgement } from '../judgement.ts'
import { launchWords } from './launch-values.ts'

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

function reachWords(
  record: Pick<RunRecord, 'launches' | 'target'>,
  { launches }: Judgement,
  band: BandRecord | null,
): string[] {
  const words = launchWords(record.launches)
  const visible = band === null ? null : visibleWords(band)
  const seen = visible === null ? '' : `; it ${visible}`
  if (launches?.byFloor === true && band !== null) return [`one launch: ${floorWords(band)}${seen}`]
  if (launches !== undefined) return [`judged by one value each of ${words ?? 'several launches'}${seen}`]
  if (words !== null) return [`judged by the requests of ${words} together`]
  const { kind } = record.target
  if ((record.launches ?? []).length !== 1 || (kind !== 'model' && kind !== 'server')) return []
  return [
    'of this launch: how another one of the same bench differs is not in the interval; ' +
      'measure several (bench option { launches: 5 }), or the noise floor (llm-bench noise)',
  ]
}
