import { metricDefinitions } from '../../../src/metrics/definitions.ts'
import { plainText, truncate } from '../../../src/plain-text.ts'
import type { Report } from '../../../src/record/report.ts'
import type { RunRecord } from '../../../src/record/run.ts'
import { hasChange } from '../../words/answers/claim-sentence.ts'
import { decisiveClaims } from '../../words/claims.ts'
import { wholeTime } from '../../words/load-label.ts'
import { answerRate } from '../../words/output-rate.ts'
import { latestAttempts, provenanceLabel, runTitle } from '../../words/run-label.ts'
import { levelText, sweepsOf } from '../../words/sweeps/sweeps.ts'
import { barChart, lineChart } from './mermaid.ts'

/** Sweeps that are drawn: others are in the report. */
const mostSweeps = 3
/** Columns of a sweep's name in a title, so that what stands behind it is not cut. */
const sweepWidth = 28

/** The charts of a summary, as text that GitHub draws: against the baseline, latency of the runs, and sweeps. */
export function summaryCharts(report: Report): string[] {
  return [...changeCharts(report), latencyChart(report), ...sweepCharts(report)].filter((chart) => chart !== null)
}

/** Bars of the figures now, and a line of those of the baseline, for each metric that claims compared. */
function changeCharts(report: Report): (string | null)[] {
  const changes = decisiveClaims(report)
    .filter(hasChange)
    .filter(({ claim }) => claim.change.of === 'baseline')
  return [...Map.groupBy(changes, ({ claim }) => claim.metric)].map(([metric, claims]) => {
    const [first] = claims
    return barChart(
      `p50 of ${metric}: bars now, line in the baseline${labelsOf(claims.flatMap(({ run }) => run ?? []))}`,
      first?.claim.change.unit ?? '',
      claims.map(({ claim: { change }, run, subject }) => ({
        name: run === null ? subject : runTitle(run),
        value: change.after ?? Number.NaN,
        before: change.before ?? Number.NaN,
      })),
    )
  })
}

/** p95 of the time of a whole answer, a bar for each run that is no level of a sweep. */
function latencyChart(report: Report): string | null {
  const runs = latestAttempts(report.runs).filter(({ sweep }) => sweep === null)
  const open = runs.some((run) => wholeTime(run) === 'response')
  return barChart(
    `p95 of latency${open ? ' (open loads: response)' : ''}${labelsOf(runs)}`,
    metricDefinitions.latency.unit,
    runs.map((run) => ({ name: runTitle(run), value: run.metrics[wholeTime(run)].p95 ?? Number.NaN })),
  )
}

/** Answered requests a second at each level of a load sweep. */
function sweepCharts(report: Report): (string | null)[] {
  return sweepsOf(report.runs)
    .slice(0, mostSweeps)
    .map(({ name, variable, levels }) =>
      lineChart(
        `${truncate(plainText(name), sweepWidth)}: answered requests a second${labelsOf(levels)}`,
        'requests/s',
        levels.map((run) => ({
          name: levelText(variable, run.level),
          value: answerRate(run.throughput) ?? Number.NaN,
        })),
      ),
    )
}

/** Labels that figures of these runs must have beside them, behind a title. */
function labelsOf(runs: readonly RunRecord[]): string {
  const labels = new Set(runs.flatMap(({ provenance }) => provenanceLabel(provenance) ?? []))
  return [...labels].map((label) => `, ${label}`).join('')
}
