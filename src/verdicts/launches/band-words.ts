import { formatGivenShare } from '../../figures.ts'
import { plainName } from '../../plain-text.ts'
import type { BandRecord } from '../../record/claim.ts'

/** Whether a band was widened to the noise floor. */
export function isWidened({ asked, judged }: BandRecord): boolean {
  return judged > asked
}

/** Words for a band that was widened: `band 2 % widened to the noise floor of 4.1 %`; null for one as it was asked. */
export function widenedWords(band: BandRecord): string | null {
  if (!isWidened(band)) return null
  const { asked, judged, floorOf } = band
  const whose = floorOf === null || floorOf === 'own' ? '' : ` that "${plainName(floorOf.key)}" has on this machine`
  return `band ${formatGivenShare(asked)} widened to the noise floor of ${formatGivenShare(judged)}${whose}`
}

/** Words for what a comparison would have seen: `would have seen 4.1 % or more`; null where nobody can tell. */
export function visibleWords({ visible }: BandRecord): string | null {
  return visible === null ? null : `would have seen ${formatGivenShare(visible)} or more`
}

/** Words for whose noise floor is in the interval of one launch. */
export function floorWords({ floorOf }: Pick<BandRecord, 'floorOf'>): string {
  if (floorOf === null || floorOf === 'own')
    return "the machine's noise floor, measured of this bench, is in the interval"
  return (
    `the machine's noise floor, measured of "${plainName(floorOf.key)}" and not of this bench, is in the interval ` +
    '(llm-bench noise measures its own)'
  )
}
