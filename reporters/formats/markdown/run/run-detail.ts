import type { RunRecord } from '../../../../src/record/run.ts'
import type { Chart } from '../../../charts/kit/chart.ts'
import { runLabel } from '../../../words/run-label.ts'
import { chartImages } from '../chart-images.ts'
import { escapeCell } from '../escape.ts'
import { failuresTable } from './run-failures.ts'
import { intervalsTable, metricsTable } from './run-metrics.ts'
import { scoresTable } from './run-scores.ts'
import { runFacts } from './run-facts.ts'
import { checksTable } from './run-checks.ts'
import { section } from '../section.ts'
import { serverFigures } from './server-figures.ts'

/** Everything about one run. */
export function runDetail(run: RunRecord, charts: readonly Chart[]): string {
  const of = [run.blob, run.project, run.file, run.test].filter((part) => part !== null && part !== '')
  const where = `${of.join(' › ')} · started ${run.startedAt}`
  const error = run.error === null ? null : `> Partial: ${escapeCell(run.error)}`
  return section(
    `### ${escapeCell(runLabel(run))}`,
    escapeCell(where),
    error,
    chartImages(charts.filter((chart) => chart.runId === run.id)),
    metricsTable(run),
    intervalsTable(run),
    scoresTable(run),
    failuresTable(run),
    serverFigures(run),
    runFacts(run),
    checksTable(run),
  )
}
