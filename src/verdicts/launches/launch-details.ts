import { formatGivenShare } from '../../figures.ts'
import type { RunRecord } from '../../record/run.ts'
import type { Judgement } from '../judgement.ts'
import { launchWords } from './launch-values.ts'

/**
 * A sentence on how far a verdict reaches: over launches, or for this one alone, which another one of the same bench
 * may differ from. None where nobody can tell how many there were.
 */
export function launchDetails(record: Pick<RunRecord, 'launches' | 'target'>, { launches }: Judgement): string[] {
  const words = launchWords(record.launches)
  if (launches?.byFloor === true) {
    return [`one launch: the machine's noise floor is in the interval${visibleWords(launches.visible)}`]
  }
  if (launches !== undefined)
    return [`judged by one value each of ${words ?? 'several launches'}${visibleWords(launches.visible)}`]
  if (words !== null) return [`judged by the requests of ${words} together`]
  const { kind } = record.target
  if ((record.launches ?? []).length !== 1 || (kind !== 'model' && kind !== 'server')) return []
  return [
    'of this launch: how another one of the same bench differs is not in the interval; ' +
      'measure several (bench option { launches: 5 }), or the noise floor (llm-bench noise)',
  ]
}

function visibleWords(visible: number | undefined): string {
  return visible === undefined
    ? ''
    : `; it would have seen ${formatGivenShare(Math.ceil(visible * 1000) / 1000)} or more`
}
