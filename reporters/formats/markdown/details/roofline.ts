import { formatNumber, none } from '../../../../src/figures.ts'
import type { Report } from '../../../../src/record/report.ts'
import { runLabel } from '../../../words/run-label.ts'
import {
  bytesPerTokenText,
  ceilingText,
  fasterLines,
  prefillText,
  readText,
  type RooflineRun,
  rooflineRuns,
} from '../../../words/roofline/roofline-words.ts'
import { folded } from '../folded.ts'
import { sentenceText } from '../sentence.ts'
import { type Column, tableOfFirst } from '../table.ts'

/** Columns of a name in a table. */
const nameWidth = 60

const columns: readonly Column<RooflineRun>[] = [
  { heading: 'Run', cell: (run) => runLabel(run, nameWidth) },
  { heading: 'Read per token', align: 'right', cell: ({ roofline }) => bytesPerTokenText(roofline) },
  { heading: 'Context', align: 'right', cell: ({ roofline }) => formatNumber(roofline.decode?.context ?? null) },
  { heading: 'In a step', align: 'right', cell: ({ roofline }) => formatNumber(roofline.decode?.batch ?? null) },
  { heading: 'Decoding reads', align: 'right', cell: ({ roofline }) => readText(roofline) },
  { heading: 'Bandwidth', cell: ({ roofline }) => ceilingText(roofline.bandwidthGBs, 'GB/s') ?? none },
  { heading: 'Prefill computes', align: 'right', cell: ({ roofline }) => prefillText(roofline) },
  { heading: 'Peak', cell: ({ roofline }) => ceilingText(roofline.peakTflops, 'TFLOPS') ?? none },
]

/** Sentences on how runs would be faster, a line for all of which the same is said. */
function fasterList(runs: readonly RooflineRun[]): string {
  return fasterLines(runs)
    .map((line) => `- What would make it faster: ${sentenceText(line)}`)
    .join('\n')
}

/** Rows of runs at most. */
const mostRows = 100

/** The runs beside what their hardware can do at most. */
export function rooflineDetails(report: Report): string {
  const runs = rooflineRuns(report.runs)
  if (runs.length === 0) return ''
  const batches = runs.some(({ roofline }) => (roofline.decode?.batch ?? 1) > 1.5)
    ? 'Of several sequences in a step the weights are read once, and the cache of each; the experts of a mixture are ' +
      'taken as chosen independently.'
    : null
  return folded(
    'Roofline: what the hardware can do at most, and what would make runs faster',
    fasterList(runs),
    'Bytes that a decoded token reads by the header of the model’s file, and the keys and values of its context; ' +
      'bandwidth and peak only where they are known, each with its origin.',
    tableOfFirst(columns, runs, mostRows),
    batches,
  )
}
