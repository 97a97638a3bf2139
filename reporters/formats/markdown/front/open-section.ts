import { formatCount } from '../../../../src/figures.ts'
import type { Report } from '../../../../src/record/report.ts'
import { openSentence } from '../../../words/answers/claim-sentence.ts'
import { decisiveClaims, outcomeOf, type PlacedClaim } from '../../../words/claims.ts'
import { latestAttempts, runLabel } from '../../../words/run-label.ts'
import { section } from '../section.ts'
import { sentenceText } from '../sentence.ts'

/** Claims that are named before the rest is counted. */
const mostNamed = 15
/** Columns of a name in a sentence. */
const nameWidth = 60

const marks = { fail: '✗ failed', inconclusive: '? open', pass: '' } as const
const order = { fail: 0, inconclusive: 1, pass: 2 } as const

/** The claims that did not pass, failed ones first. */
export function openClaims(report: Report): PlacedClaim[] {
  return decisiveClaims(report)
    .filter(({ claim }) => outcomeOf(claim) !== 'pass')
    .toSorted((a, b) => order[outcomeOf(a.claim)] - order[outcomeOf(b.claim)])
}

/** Lines on all that failed or is open: runs that ended early, then claims. */
export function openLines(report: Report, most: number = mostNamed): string[] {
  const open = openClaims(report)
  const partial = latestAttempts(report.runs).filter(({ state }) => state === 'partial')
  const more = open.length - most
  return [
    ...partial
      .slice(0, most)
      .map(
        (run) => `- **✗ cut short** ${sentenceText(`${runLabel(run, nameWidth)}: ${run.error ?? 'it ended early'}`)}`,
      ),
    ...(partial.length > most ? [`- ${formatCount(partial.length - most)} more runs ended early`] : []),
    ...open.slice(0, most).map((placed) => {
      const name = placed.run === null ? placed.subject : runLabel(placed.run, nameWidth)
      return `- **${marks[outcomeOf(placed.claim)]}** ${sentenceText(`${name}: ${openSentence(placed)}`)}`
    }),
    ...(more > 0 ? [`- ${formatCount(more)} more claims did not pass: the list of claims has them`] : []),
  ]
}

/** Section of what failed or is open; where nothing is it says so in a line. */
export function openSection(report: Report): string {
  const lines = openLines(report)
  if (lines.length > 0) return section('## Failed and open', lines.join('\n'))
  return decisiveClaims(report).length === 0
    ? 'Nothing was claimed: figures only.'
    : 'No claim failed, and none is open.'
}
