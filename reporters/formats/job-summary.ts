import type { RunRecord } from '../../src/record/run.ts'
import { bandNotes, claimText, decisiveClaims, outcomeOf, type PlacedClaim } from '../words/claims.ts'
import { formatCount, formatNumber, none } from '../../src/figures.ts'
import { escapeCell } from './markdown/escape.ts'
import { jointBullets } from './markdown/executive-summary.ts'
import { summaryLine } from './markdown/heading.ts'
import { observedText } from './markdown/claims.ts'
import { notesSection } from './markdown/notes.ts'
import { statisticCell } from './markdown/results.ts'
import { blocks } from './markdown/section.ts'
import { engineColumns, firstTokenColumn, namingColumns, tokenColumn, totalColumns } from './markdown/run-columns.ts'
import { type Column, table } from './markdown/table.ts'
import type { AddedOutput } from './output.ts'
import { tellsEngineSpeed } from '../words/engine-speed.ts'
import { someGenerate } from '../words/items/items-rate.ts'
import { isOpen, sentRate } from '../words/load-label.ts'
import type { Report } from '../../src/record/report.ts'
import { intrinsicLines } from '../words/intrinsic/intrinsic-lines.ts'
import { configurationLines } from '../words/sweeps/configurations.ts'
import { versusLines } from '../words/versus.ts'
import { whyOpen } from '../words/why-open.ts'

function runColumns(runs: readonly RunRecord[]): readonly Column<RunRecord>[] {
  return [
    ...namingColumns,
    { heading: 'p50 (ms)', align: 'right', cell: (run) => formatNumber(run.metrics.latency.p50) },
    { heading: 'p95 (ms)', align: 'right', cell: (run) => statisticCell(run, 'latency', 'p95') },
    ...(someGenerate(runs) ? [firstTokenColumn] : []),
    ...(tellsEngineSpeed(runs) ? [tokenColumn] : []),
    ...engineColumns(runs),
    ...totalColumns(runs),
    ...(runs.some(isOpen) ? openColumns : []),
  ]
}

const openColumns: readonly Column<RunRecord>[] = [
  { heading: 'Sent of asked (requests/s)', align: 'right', cell: sentRate },
  {
    heading: 'Response p95 (ms)',
    align: 'right',
    cell: (run) => (isOpen(run) ? formatNumber(run.metrics.response.p95) : none),
  },
]

const claimColumns: readonly Column<PlacedClaim>[] = [
  { heading: 'Verdict', cell: ({ claim }) => (outcomeOf(claim) === 'fail' ? '✗ fail' : '? inconclusive') },
  { heading: 'Test', cell: ({ claim }) => (claim.passed ? 'passed' : 'failed') },
  { heading: 'Run', cell: ({ subject }) => subject },
  { heading: 'Claim', cell: ({ claim }) => [claimText(claim), ...bandNotes(claim)].join('; ') },
  {
    heading: 'Observed',
    align: 'right',
    cell: observedText,
  },
  { heading: 'n', align: 'right', cell: ({ claim }) => formatCount(claim.n) },
  { heading: 'Needs', align: 'right', cell: ({ claim }) => formatCount(claim.needed) },
  { heading: 'Why open', cell: (placed) => whyOpen(placed) ?? none },
]

function machineLine({ os, cpu, virtualMachine, versions, git }: Report['environment']): string {
  return [
    cpu.model,
    `${os.platform} ${os.arch}${virtualMachine === true ? ' (virtual machine)' : ''}`,
    `Node.js ${versions.node}`,
    versions.llamaCpp === null ? null : `llama.cpp ${versions.llamaCpp}`,
    git === null ? null : `commit ${git.commit.slice(0, 12)}${git.dirty ? ', uncommitted changes' : ''}`,
  ]
    .filter((part) => part !== null)
    .join(' · ')
}

/**
 * A short report for a CI job's summary page. It begins with an empty line: other tools append to
 * the same file, and a heading right below their table would become part of it.
 */
export function renderJobSummary(report: Report): string {
  const open = decisiveClaims(report).filter(({ claim }) => outcomeOf(claim) !== 'pass')
  const document = blocks(
    '## LLM inference benchmarks',
    `**${escapeCell(summaryLine(report))}**`,
    notesSection(report),
    [...configurationLines(report.runs), ...intrinsicLines(report.intrinsic), ...versusLines(report.runs)]
      .map((line) => `- ${escapeCell(line)}`)
      .join('\n'),
    jointBullets(report).join('\n'),
    open.length === 0 ? null : table(claimColumns, open),
    report.runs.length === 0 ? null : table(runColumns(report.runs), report.runs),
    escapeCell(machineLine(report.environment)),
  )
  return `\n${document}\n`
}

/** The output for the summary page of a job of GitHub Actions, and of services that do as it does. */
export const jobSummary: AddedOutput = {
  name: 'job summary',
  variable: 'GITHUB_STEP_SUMMARY',
  render: renderJobSummary,
}
