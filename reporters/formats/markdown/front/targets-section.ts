import type { Report } from '../../../../src/record/report.ts'
import { type TargetRow, targetRows, unclaimedWords } from '../../../words/answers/targets.ts'
import { blocks, section } from '../section.ts'
import { type Column, table } from '../table.ts'

const verdicts = { pass: '✓ met', fail: '✗ missed', inconclusive: '? open' } as const

const columns: readonly Column<TargetRow>[] = [
  { heading: 'Target', cell: ({ area }) => area },
  { heading: 'Met?', cell: ({ verdict }) => verdicts[verdict] },
  { heading: 'Claims', cell: ({ counted }) => counted },
  { heading: 'Missed, open, or nearest to its limit', cell: ({ nearest }) => nearest },
]

/** Table of what was asked for, and whether it is met; null where nothing was. */
export function targetsTable(report: Report): string | null {
  const rows = targetRows(report)
  if (rows.length === 0) return null
  return blocks(table(columns, rows), unclaimedWords(report))
}

/** Section of the targets: latency, load, cost, quality, and what else was claimed. */
export function targetsSection(report: Report): string {
  return section('## Targets', targetsTable(report))
}
