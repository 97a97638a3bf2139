import type { ClaimRecord, RunRecord } from '../src/runs/record.ts'
import { allClaims, claimText, outcomeOf, type PlacedClaim, tallyClaims } from './claims.ts'
import { formatCount, formatNumber, formatQuantity, none } from './format.ts'
import { formatInterval, withInterval } from './interval.ts'
import { isOpen } from './load-label.ts'
import type { Report } from './report.ts'
import { latestAttempts, runLabel } from './run-label.ts'
import { displayWidth, plainText, truncate } from './text.ts'

/** How to colour a stretch of text; each defaults to leaving it as it is. */
export interface SummaryFormatter {
  readonly bold: (text: string) => string
  readonly dim: (text: string) => string
  readonly red: (text: string) => string
  readonly yellow: (text: string) => string
  readonly green: (text: string) => string
}

/** What the caller adds to the table. */
export interface SummaryOptions {
  /** Printed below the table, so that a person finds the whole report. */
  readonly reportPath?: string
  readonly format?: Partial<SummaryFormatter>
}

const lineWidth = 110
const nameWidth = 34
/** With one column more. */
const narrowNameWidth = 24
const gap = '  '

function same(text: string): string {
  return text
}

interface Cell {
  readonly text: string
  readonly colour?: (text: string) => string
}

function claimsCell(run: RunRecord, format: SummaryFormatter): Cell {
  const { passed, failed, inconclusive } = tallyClaims(run.claims)
  const parts = [
    ...(passed > 0 ? [`${passed} ✓`] : []),
    ...(failed > 0 ? [`${failed} ✗`] : []),
    ...(inconclusive > 0 ? [`${inconclusive} ?`] : []),
  ]
  const text = parts.length === 0 ? none : parts.join(' ')
  if (failed > 0) return { text, colour: format.red }
  if (inconclusive > 0) return { text, colour: format.yellow }
  return passed > 0 ? { text, colour: format.green } : { text, colour: format.dim }
}

function cells(run: RunRecord, format: SummaryFormatter, open: boolean): Cell[] {
  const { latency, ttft, response } = run.metrics
  const interval = formatInterval(latency.intervals?.p95, 'p95', latency.n)
  return [
    { text: runLabel(run, open ? narrowNameWidth : nameWidth), ...(run.requests.failed > 0 ? { colour: format.yellow } : {}) },
    { text: formatNumber(latency.p50) },
    { text: withInterval(formatNumber(latency.p95), interval) },
    ...(open ? [{ text: isOpen(run) ? formatNumber(response.p95) : none }] : []),
    { text: formatNumber(ttft.p50) },
    { text: formatNumber(run.throughput.tokensPerSecond) },
    {
      text:
        run.requests.failed > 0
          ? `${formatCount(latency.n)}/${formatCount(run.requests.attempted)}`
          : formatCount(latency.n),
    },
    claimsCell(run, format),
  ]
}

/** Under an open load the response time, which counts from when a request was due, stands beside. */
function headingsFor(open: boolean): string[] {
  return ['run', 'p50 ms', 'p95 ms', ...(open ? ['resp. p95'] : []), 'TTFT p50', 'tok/s', 'n', 'claims']
}

function padded({ text, colour = same }: Cell, width: number, left: boolean): string {
  const space = ' '.repeat(Math.max(0, width - displayWidth(text)))
  return left ? `${colour(text)}${space}` : `${space}${colour(text)}`
}

function aligned(rows: readonly (readonly Cell[])[]): string[] {
  const columns = rows[0]?.length ?? 0
  const widths = Array.from({ length: columns }, (_, column) =>
    Math.max(...rows.map((row) => displayWidth(row[column]?.text ?? ''))),
  )
  return rows.map((row) =>
    row
      .map((cell, column) =>
        padded(cell, widths[column] ?? 0, column === 0 || column === columns - 1),
      )
      .join(gap)
      .trimEnd(),
  )
}

/** What came of a claim: observed, n, and for an inconclusive one what would settle it. */
function claimResult(claim: ClaimRecord): string {
  const observed = truncate(formatQuantity(claim.observed, claim.unit), 24)
  const n = formatCount(claim.n)
  if (outcomeOf(claim) === 'fail') return `: ${observed}, n = ${n}`
  const samples = claim.needed === null ? `n = ${n}` : `n = ${n} of ${formatCount(claim.needed)} needed`
  return `: ${observed}, ${samples}, ${claim.passed ? 'let pass' : 'failed'} (${claim.policy})`
}

function claimLine({ claim, run, subject }: PlacedClaim, format: SummaryFormatter): string {
  const mark = outcomeOf(claim) === 'fail' ? '✗' : '?'
  const result = claimResult(claim)
  const text = truncate(claimText(claim), 60)
  const used = displayWidth(`${mark}  › ${text}${result}`)
  const room = Math.max(16, lineWidth - used)
  const name = run === null ? truncate(subject, room) : runLabel(run, room)
  const line = `${mark} ${name} › ${text}${result}`
  return claim.passed ? format.yellow(line) : format.red(line)
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
  // What a retry replaced decided nothing.
  const decisive = new Set(latestAttempts(report.runs))
  const claims = allClaims(report).filter(
    ({ claim, run }) => outcomeOf(claim) !== 'pass' && (run === null || decisive.has(run)),
  )
  const measured = report.runs.length + report.functions.length
  if (measured === 0 && claims.length === 0) return ''
  const open = report.runs.some(isOpen)
  const head = headingsFor(open).map((text) => ({ text, colour: format.bold }))
  const table =
    report.runs.length === 0
      ? []
      : aligned([head, ...report.runs.map((run) => cells(run, format, open))])
  const partial = report.complete ? [] : [format.yellow('Partial: not everything was measured.')]
  const path =
    options.reportPath === undefined ? [] : [format.dim(`Report: ${plainText(options.reportPath)}`)]
  return [...table, ...partial, ...claims.map((claim) => claimLine(claim, format)), ...path].join(
    '\n',
  )
}
