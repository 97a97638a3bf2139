import type { Report } from '../../../src/record/report.ts'
import type { RunRecord } from '../../../src/record/run.ts'
import { formatCount, formatNumber } from '../../../src/figures.ts'
import { isOpen } from '../../words/load-label.ts'
import { someGenerate } from '../../words/items/items-rate.ts'
import { answerLines } from '../markdown/front/answers-section.ts'
import { careLine } from '../markdown/front/care-line.ts'
import { interruptedText, summaryLine } from '../markdown/front/heading.ts'
import { moreColumns } from '../markdown/front/results.ts'
import { simulatedText } from '../../words/answers/simulated-text.ts'
import { tellsEngineSpeed } from '../../words/engine-speed.ts'
import { noteLines } from '../markdown/front/notes.ts'
import { openLines } from '../markdown/front/open-section.ts'
import { machineLine } from '../markdown/front/specification.ts'
import { targetsTable } from '../markdown/front/targets-section.ts'
import { folded } from '../markdown/folded.ts'
import {
  firstTokenColumn,
  responseColumn,
  runColumn,
  sharedWords,
  statisticCell,
  telling,
  totalColumns,
} from '../markdown/run-columns.ts'
import { blocks } from '../markdown/section.ts'
import { sentenceText } from '../markdown/sentence.ts'
import { type Column, tableOfFirst } from '../markdown/table.ts'
import { baselineTable } from './baseline-table.ts'
import { summaryCharts } from './summary-charts.ts'

/** The body of a summary, with as many rows and lines of each kind as `most`. */
export function summaryPage(report: Report, most: number): string {
  const open = openLines(report, most)
  const answers = answerLines(report)
  const shared = sharedWords(report.runs)
  return blocks(
    simulatedText(report),
    interruptedText(report),
    `**${sentenceText(summaryLine(report))}**`,
    careLine(report),
    open.join('\n'),
    baselineTable(report, most),
    listOfFirst(answers, most),
    targetsTable(report),
    ...summaryCharts(report),
    shared === null ? null : sentenceText(shared),
    report.runs.length === 0 ? null : tableOfFirst(columns(report.runs), report.runs, most),
    tellsEngineSpeed(report.runs)
      ? folded('More figures of each run', tableOfFirst(moreColumns(report.runs), report.runs, most))
      : null,
    folded('Notes: what is assumed, synthetic, simulated or in doubt', noteLines(report, most).join('\n')),
    sentenceText(machineLine(report.environment)),
  )
}

function listOfFirst(lines: readonly string[], most: number): string {
  const more = lines.length - most
  return [...lines.slice(0, most), ...(more > 0 ? [`- ${formatCount(more)} more are in the report`] : [])].join('\n')
}

function columns(runs: readonly RunRecord[]): readonly Column<RunRecord>[] {
  return [
    runColumn,
    ...telling(runs),
    { heading: 'p50 (ms)', align: 'right', cell: (run) => formatNumber(run.metrics.latency.p50) },
    { heading: 'p95 (ms)', align: 'right', cell: (run) => statisticCell(run, 'latency', 'p95') },
    ...(runs.some(isOpen) ? [responseColumn] : []),
    ...(someGenerate(runs) ? [firstTokenColumn] : []),
    ...totalColumns(runs),
  ]
}

/** Rows and lines that are tried, until a page is within its size. */
const tries = [300, 150, 75, 40, 20, 10, 5, 2, 0]

/**
 * A page of at most so many bytes: with fewer rows where it would be larger, of which it says how many were left out.
 */
export function fitted(mostBytes: number, page: (most: number) => string): string {
  for (const most of tries) {
    const text = page(most)
    if (Buffer.byteLength(text) <= mostBytes) return text
  }
  return ''
}
