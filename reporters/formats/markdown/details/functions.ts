import { formatCount, formatNumber, none } from '../../../../src/figures.ts'
import type { FunctionBenchRecord, Report } from '../../../../src/record/report.ts'
import { attemptMarks } from '../../../words/run-label.ts'
import { section } from '../section.ts'
import { type Column, tableOfFirst } from '../table.ts'

/** Rows of functions at most. */
const mostRows = 60

const columns: readonly Column<FunctionBenchRecord>[] = [
  { heading: 'Function', cell: (bench) => labelled(bench.name, attemptMarks(bench)) },
  { heading: 'Mean (ms)', align: 'right', cell: ({ meanMs }) => formatNumber(meanMs, 4) },
  { heading: '± (%)', align: 'right', cell: ({ rmePercent }) => formatNumber(rmePercent) },
  { heading: 'p50 (ms)', align: 'right', cell: ({ p50Ms }) => formatNumber(p50Ms, 4) },
  { heading: 'p99 (ms)', align: 'right', cell: ({ p99Ms }) => formatNumber(p99Ms, 4) },
  { heading: 'Calls', align: 'right', cell: ({ calls }) => formatCount(calls) },
]

/** Columns that are there only where functions differ in them. */
const placeColumns: readonly Column<FunctionBenchRecord>[] = [
  { heading: 'Test', cell: ({ test }) => test },
  { heading: 'File', cell: ({ file }) => file },
  { heading: 'Project', cell: ({ project }) => (project === '' ? none : project) },
  { heading: 'Report', cell: ({ blob }) => blob ?? none },
]

function labelled(name: string, marks: readonly string[]): string {
  return marks.length === 0 ? name : `${name} (${marks.join(', ')})`
}

/** Section of ordinary functions, as tinybench measured them. */
export function functionsSection(report: Report): string {
  if (report.functions.length === 0) return ''
  const differing = placeColumns.filter(({ cell }) => new Set(report.functions.map(cell)).size > 1)
  return section(
    '## Functions',
    'Measured by tinybench.',
    tableOfFirst([...columns, ...differing], report.functions, mostRows),
  )
}
