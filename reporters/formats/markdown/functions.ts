import { formatCount, formatNumber } from '../../../src/figures.ts'
import type { FunctionBenchRecord, Report } from '../../../src/record/report.ts'
import { section } from './section.ts'
import { type Column, table } from './table.ts'

const columns: readonly Column<FunctionBenchRecord>[] = [
  {
    heading: 'Function',
    cell: ({ name, attempt }) => (attempt > 0 ? `${name} (retry ${attempt})` : name),
  },
  { heading: 'Test', cell: ({ test }) => test },
  { heading: 'File', cell: ({ file }) => file },
  { heading: 'Mean (ms)', align: 'right', cell: ({ meanMs }) => formatNumber(meanMs, 4) },
  { heading: '± (%)', align: 'right', cell: ({ rmePercent }) => formatNumber(rmePercent) },
  { heading: 'p50 (ms)', align: 'right', cell: ({ p50Ms }) => formatNumber(p50Ms, 4) },
  { heading: 'p99 (ms)', align: 'right', cell: ({ p99Ms }) => formatNumber(p99Ms, 4) },
  { heading: 'Calls', align: 'right', cell: ({ calls }) => formatCount(calls) },
]

/** Section of ordinary functions, as tinybench measured them. */
export function functionsSection(report: Report): string {
  if (report.functions.length === 0) return ''
  return section('## Functions', 'Measured by tinybench.', table(columns, report.functions))
}
