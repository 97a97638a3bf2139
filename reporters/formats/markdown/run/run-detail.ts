import type { RunRecord } from '../../../../src/record/run.ts'
import type { Chart } from '../../../charts/kit/chart.ts'
import { formatCount, formatNumber } from '../../../../src/figures.ts'
import { wholeTime } from '../../../words/load-label.ts'
import { runLabel } from '../../../words/run-label.ts'
import { chartImages } from '../chart-images.ts'
import { folded } from '../folded.ts'
import { sentenceText } from '../sentence.ts'
import { failuresTable } from './run-failures.ts'
import { intervalsTable, metricsTable } from './run-metrics.ts'
import { partsTable } from './run-parts.ts'
import { scoresTable } from './run-scores.ts'
import { runFacts } from './run-facts.ts'
import { checksTable, foundChecks } from './run-checks.ts'
import { serverFigures } from './server-figures.ts'

/** Columns of a name. */
const nameWidth = 100

/** Everything about one run. */
export function runDetail(run: RunRecord, charts: readonly Chart[]): string {
  return folded(
    lineOf(run),
    ...head(run, charts),
    partsTable(run),
    metricsTable(run),
    intervalsTable(run),
    scoresTable(run),
    failuresTable(run),
    serverFigures(run),
    runFacts(run),
    checksTable(run),
  )
}

/** The figures of a run alone, where there is no room for more. */
export function shortDetail(run: RunRecord, charts: readonly Chart[]): string {
  return folded(
    lineOf(run),
    ...head(run, charts),
    partsTable(run),
    metricsTable(run),
    failuresTable(run),
    foundChecks(run),
  )
}

/** The line of a folded run: its name, its labels, and the figure it is judged by. */
function lineOf(run: RunRecord): string {
  const metric = wholeTime(run)
  const { p95, n } = run.metrics[metric]
  const figure = p95 === null ? 'no answer' : `p95 ${metric} ${formatNumber(p95)} ms, n = ${formatCount(n)}`
  return `${runLabel(run, nameWidth)} · ${figure}`
}

function head(run: RunRecord, charts: readonly Chart[]): (string | null)[] {
  const of = [run.blob, run.project, run.file, run.test].filter((part) => part !== null && part !== '')
  return [
    sentenceText(`${of.join(' › ')} · started ${run.startedAt}`),
    run.error === null ? null : `> Partial: ${sentenceText(run.error)}`,
    chartImages(charts.filter((chart) => chart.runId === run.id)),
  ]
}
