import type { ClaimRecord } from '../../src/record/claim.ts'
import type { RunRecord } from '../../src/record/run.ts'
import { claimLine } from '../words/claim-line.ts'
import { jointLines } from '../words/joint/joint-lines.ts'
import { decisiveClaims, outcomeOf, tallyClaims } from '../words/claims.ts'
import { formatCount, formatNumber, none } from '../../src/figures.ts'
import { formatInterval, withInterval } from '../words/interval.ts'
import { tellsEngineSpeed, tokenTimes } from '../words/engine-speed.ts'
import { isOpen } from '../words/load-label.ts'
import { inputTokenRate, type ItemRate, itemRate, someGenerate, someMakeItems } from '../words/items/items-rate.ts'
import { outputRate, rateMarks, windowMark } from '../words/output-rate.ts'
import { intrinsicLines } from '../words/intrinsic/intrinsic-lines.ts'
import { severalLines } from '../words/several/several-lines.ts'
import { scoreLines } from '../words/quality/score-words.ts'
import { configurationLines } from '../words/sweeps/configurations.ts'
import { acceptedCell, someDraft } from '../words/speculation/accepted-drafts.ts'
import { someAreTasks, stepsCell, taskRate } from '../words/task/task-words.ts'
import { versusLines } from '../words/versus.ts'
import { simulatedText } from '../words/answers/simulated-text.ts'
import { regressionsSentence } from '../words/regressions.ts'
import type { Report } from '../../src/record/report.ts'
import { runLabels } from '../words/run-label.ts'
import { displayWidth, plainText, withoutCommands } from '../../src/plain-text.ts'
import { alignRows, columnGap, columnWidths, type TextCell } from '../../src/text-table.ts'

/** Functions that colour a stretch of text; each defaults to leaving it as it is. */
export interface SummaryFormatter {
  readonly bold: (text: string) => string
  readonly dim: (text: string) => string
  readonly red: (text: string) => string
  readonly yellow: (text: string) => string
  readonly green: (text: string) => string
}

/** Additions of the caller to the table. */
export interface SummaryOptions {
  /** Path that is printed below the table, so that a person finds the whole report. */
  readonly reportPath?: string
  readonly format?: Partial<SummaryFormatter>
  /** Columns that a line may take; 110 when left out. In fewer, columns of less weight go. */
  readonly width?: number
}

/** Columns of a stream that does not tell, as of a file. */
const usualWidth = 110
const narrowestName = 16
/** Columns that names may take before llama.cpp's own time goes to make room for them. */
const widestName = 40

function isAdjusted({ pAdjusted }: ClaimRecord): boolean {
  return (pAdjusted ?? null) !== null
}

function same(text: string): string {
  return text
}

function claimsCell(run: RunRecord, format: SummaryFormatter): TextCell {
  const { passed, failed, inconclusive } = tallyClaims(run.claims)
  const parts = [
    ...(passed > 0 ? [`${passed} ✓`] : []),
    ...(failed > 0 ? [`${failed} ✗`] : []),
    ...(inconclusive > 0 ? [`${inconclusive} ?`] : []),
  ]
  const text = parts.length === 0 ? none : parts.join(' ')
  if (run.replaced) return { text, colour: format.dim }
  if (failed > 0) return { text, colour: format.red }
  if (inconclusive > 0) return { text, colour: format.yellow }
  return passed > 0 ? { text, colour: format.green } : { text, colour: format.dim }
}

/** Columns that stand only where there is something to show, and room. */
interface Shown {
  /** First and output tokens: where a run generates text. */
  readonly text: boolean
  /** The interval beside the p95. */
  readonly interval: boolean
  /** Time to first token; in a narrow terminal it goes. */
  readonly first: boolean
  /** Share of drafted tokens that were accepted: where a run drafted some. */
  readonly drafts: boolean
  /** Texts or documents per second: where a run makes vectors or scores. */
  readonly items: boolean
  /** Executions per second, and their steps: where a run is of a task. */
  readonly tasks: boolean
  readonly open: boolean
  /** Time of a token beside llama.cpp's own. */
  readonly own: boolean
}

/** The cells of a row but its name. */
function figures(run: RunRecord, format: SummaryFormatter, shown: Shown): TextCell[] {
  const { text, drafts, items, tasks, open, own, first } = shown
  const { latency, ttft, response } = run.metrics
  const interval = formatInterval(latency.intervals?.p95, 'p95', latency.n)
  return [
    { text: formatNumber(latency.p50) },
    { text: shown.interval ? withInterval(formatNumber(latency.p95), interval) : formatNumber(latency.p95) },
    ...(open ? [{ text: isOpen(run) ? formatNumber(response.p95) : none }] : []),
    ...(first ? [{ text: formatNumber(ttft.p50) }] : []),
    ...(own ? [{ text: tokenTimes(run) }] : []),
    ...(text ? [{ text: rateText(run) }] : []),
    ...(drafts ? [{ text: acceptedCell(run) }] : []),
    ...(items ? [itemRate(run), inputTokenRate(run)].map((rate) => ({ text: itemText(rate) })) : []),
    ...(tasks ? [{ text: stepsCell(run) }, { text: itemText(taskRate(run)) }] : []),
    {
      text:
        run.requests.failed > 0
          ? `${formatCount(latency.n)}/${formatCount(run.requests.attempted)}`
          : formatCount(latency.n),
    },
    claimsCell(run, format),
  ]
}

function itemText(rate: ItemRate | null): string {
  return rate === null ? none : `${formatNumber(rate.value)}${windowMark(rate.window)}`
}

function rateText(run: RunRecord): string {
  const rate = outputRate(run)
  return rate === null ? none : `${formatNumber(rate.value)}${rateMarks(rate)}`
}

/** Headings of the columns; under an open load the response time, which counts from when a request was due, too. */
function headingsFor({ text, drafts, items, tasks, open, own, first }: Shown): string[] {
  const [response, times] = [open ? ['resp. p95'] : [], own ? ['token (llama.cpp)'] : []]
  const [ttft, rate] = [first ? ['TTFT p50'] : [], text ? ['tok/s', ...(drafts ? ['accepted'] : [])] : []]
  const ofItems = [...(items ? ['items/s', 'input tok/s'] : []), ...(tasks ? ['steps', 'tasks/s'] : [])]
  return ['p50 ms', 'p95 ms', ...response, ...ttft, ...times, ...rate, ...ofItems, 'n', 'claims']
}

/** The heading and the cells of each row but its name, and the columns that they leave for names. */
function figureRows(
  runs: readonly RunRecord[],
  format: SummaryFormatter,
  shown: Shown,
  width: number,
): { head: TextCell[]; rows: TextCell[][]; room: number } {
  const head = headingsFor(shown).map((text) => ({ text, colour: format.bold }))
  const rows = runs.map((run) => figures(run, format, shown))
  const taken = columnWidths([head, ...rows]).reduce((sum, column) => sum + columnGap.length + column, 0)
  return { head, rows, room: width - taken }
}

/** The first of several sets of columns that leaves room for names, else the narrowest. */
function fittingRows<Rows extends { readonly room: number }>(all: readonly Rows[], least: number): Rows {
  return all.find(({ room }) => room >= least) ?? (all.at(-1) as Rows)
}

/** The rows of the table, one a run; names have the room that the figures leave. */
function runRows(runs: readonly RunRecord[], format: SummaryFormatter, width: number): string[] {
  if (runs.length === 0) return []
  const open = runs.some(isOpen)
  const wanted = Math.max(...runLabels(runs, widestName).map(displayWidth))
  const text = someGenerate(runs)
  const [drafts, items, tasks] = [someDraft(runs), someMakeItems(runs), someAreTasks(runs)]
  const kinds = { open, text, drafts, first: text, items, tasks, own: false }
  const rowsOf = (shown: Shown): ReturnType<typeof figureRows> => figureRows(runs, format, shown, width)
  const all = tellsEngineSpeed(runs) ? rowsOf({ ...kinds, own: true, interval: true }) : null
  const least = Math.max(...runLabels(runs, narrowestName).map(displayWidth))
  const fewer = [
    { ...kinds, interval: true },
    { ...kinds, interval: false },
    { ...kinds, interval: false, first: false },
  ]
  const { head, rows, room } = all !== null && all.room >= wanted ? all : fittingRows(fewer.map(rowsOf), least)
  const names = runLabels(runs, Math.max(narrowestName, room))
  return alignRows([
    [{ text: 'run', colour: format.bold }, ...head],
    ...rows.map((row, index): TextCell[] => {
      const failed = (runs[index]?.requests.failed ?? 0) > 0
      const name: TextCell[] = [{ text: names[index] ?? none, colour: failed ? format.yellow : same }]
      return name.concat(row)
    }),
  ])
}

/**
 * The runs of a report as an aligned table for a terminal, then the failed and inconclusive claims,
 * one line each, then the path of the report. Empty for a report with nothing in it.
 */
export function summaryTable(report: Report, options: SummaryOptions = {}): string {
  const format: SummaryFormatter = {
    bold: same,
    dim: same,
    red: same,
    yellow: same,
    green: same,
    ...options.format,
  }
  // A joint claim is told when it passes, too: it is what somebody decides by.
  const { width = usualWidth } = options
  const claims = decisiveClaims(report).filter(({ claim }) => outcomeOf(claim) !== 'pass' || claim.joint !== undefined)
  const foretold = intrinsicLines(report.intrinsic)
  const measured = report.runs.length + report.functions.length + foretold.length
  if (measured === 0 && claims.length === 0) return ''
  const partial = report.complete ? [] : [format.yellow('Partial: not everything was measured.')]
  const path = options.reportPath === undefined ? [] : [format.dim(`Report: ${plainText(options.reportPath)}`)]
  const lines = claims.flatMap((placed) => {
    const { claim } = placed
    const [told = '', ...parts] = claim.joint === undefined ? [claimLine(placed, width)] : jointLines(placed, width)
    const colour = outcomeOf(claim) === 'pass' ? format.green : claim.passed ? format.yellow : format.red
    return [colour(told), ...parts]
  })
  // One alone stands as it is; a pass says what it would have seen.
  const all = decisiveClaims(report)
  const isTold = all.some(({ claim }) => (claim.band ?? null) !== null) || claims.some(({ claim }) => isAdjusted(claim))
  const regressions = isTold ? [regressionsSentence(all)].filter((text) => text !== null) : []
  const versus = [
    ...configurationLines(report.runs),
    ...severalLines(report.several),
    ...foretold,
    ...versusLines(report.runs),
    ...scoreLines(report.runs),
  ]
  const simulated = [simulatedText(report)].flatMap((text) => (text === null ? [] : [format.yellow(text)]))
  const text = [
    ...simulated,
    ...runRows(report.runs, format, width),
    ...versus,
    ...partial,
    ...lines,
    ...regressions,
    ...path,
  ].join('\n')
  return withoutCommands(text)
}
