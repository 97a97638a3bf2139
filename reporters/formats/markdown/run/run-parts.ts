import { formatCount, formatDuration, formatShare, none } from '../../../../src/figures.ts'
import type { LoadPartRecord } from '../../../../src/record/parts/parts.ts'
import type { RunRecord } from '../../../../src/record/run.ts'
import { sentenceText } from '../sentence.ts'
import { blocks } from '../section.ts'
import { type Column, tableOfFirst } from '../table.ts'

/** Parts that are shown: report.json has all. */
const mostParts = 50

const columns: readonly Column<LoadPartRecord>[] = [
  { heading: 'Part', cell: ({ name }) => name },
  { heading: 'Began (UTC)', cell: ({ startedAt }) => timeOf(startedAt) },
  { heading: 'Ended (UTC)', cell: ({ endedAt }) => timeOf(endedAt) },
  { heading: 'Took', align: 'right', cell: (part) => formatDuration(tookMs(part)) },
  { heading: 'Requests', align: 'right', cell: ({ requests }) => formatCount(requests) },
  { heading: 'Start', cell: ({ lateMs }) => startWords(lateMs) },
]

/** Table of the parts of a joined load, and whether they were at work together; null for any other run. */
export function partsTable({ joined, checks }: RunRecord): string | null {
  // A report of an earlier version does not say.
  const known = joined ?? null
  if (known === null) return null
  const { parts, togetherMs, wholeMs, clocks } = known
  const day = parts[0]?.startedAt.slice(0, 'yyyy-mm-dd'.length) ?? none
  const share = wholeMs > 0 ? togetherMs / wholeMs : 0
  const apart = checks.find(({ id }) => id === 'parts-overlap')?.status === 'invalid'
  const verdict = apart ? '**They did not load the server together.** ' : ''
  const clock =
    clocks === 'one'
      ? 'All were measured by the clock of one machine.'
      : 'They were measured by the wall clocks of several machines, whose difference is not known: the rates, and ' +
        'these times beside one another, are as exact as those agree.'
  return blocks(
    '**Parts of the load**',
    tableOfFirst(columns, parts, mostParts),
    `${verdict}All ${formatCount(parts.length)} parts were at work together for ${formatDuration(togetherMs)} of ` +
      `${formatDuration(wholeMs)} (${formatShare(share)}), on ${day}. ` +
      sentenceText(clock),
  )
}

/** The time of a moment of ISO 8601, without its day. */
function timeOf(moment: string): string {
  return moment.slice('yyyy-mm-ddT'.length).replace('Z', '')
}

function tookMs({ startedAt, endedAt }: LoadPartRecord): number {
  return Date.parse(endedAt) - Date.parse(startedAt)
}

function startWords(lateMs: number | null): string {
  if (lateMs === null) return 'as soon as it was ready'
  return lateMs === 0 ? 'at the asked time' : `${formatDuration(lateMs)} late`
}
