import type { RunRecord } from '../../../../src/record/run.ts'
import type { Chart } from '../../../charts/kit/chart.ts'
import { formatNumber } from '../../../../src/figures.ts'
import { intervalName } from '../../../words/interval.ts'
import type { Report } from '../../../../src/record/report.ts'
import { tellsEngineSpeed } from '../../../words/engine-speed.ts'
import { isOpen, sentRate } from '../../../words/load-label.ts'
import { someGenerate } from '../../../words/items/items-rate.ts'
import { outputRate } from '../../../words/output-rate.ts'
import { chartImages } from '../chart-images.ts'
import { folded } from '../folded.ts'
import { section } from '../section.ts'
import { sentenceText } from '../sentence.ts'
import {
  engineColumns,
  firstTokenColumn,
  loadColumn,
  responseColumn,
  runColumn,
  sharedWords,
  statisticCell,
  telling,
  tokenColumn,
  totalColumns,
} from '../run-columns.ts'
import { type Column, tableOfFirst } from '../table.ts'

/** Rows of runs at most. */
const mostRows = 150

/** The figures that a reader compares first: the rest is in a table below. */
function columns(runs: readonly RunRecord[]): readonly Column<RunRecord>[] {
  return [
    runColumn,
    ...telling(runs),
    { heading: 'p50 (ms)', align: 'right', cell: (run) => statisticCell(run, 'latency', 'p50') },
    { heading: 'p95 (ms)', align: 'right', cell: (run) => statisticCell(run, 'latency', 'p95') },
    ...(runs.some(isOpen) ? [responseColumn] : []),
    ...(someGenerate(runs) ? [firstTokenColumn] : []),
    ...totalColumns(runs),
  ]
}

const lateFirstTokenColumn: Column<RunRecord> = {
  heading: 'TTFT p95 (ms)',
  align: 'right',
  cell: (run) => formatNumber(run.metrics.ttft.p95),
}

/** Columns that are folded: late percentiles, first tokens, tokens, and llama.cpp's own speed. */
export function moreColumns(runs: readonly RunRecord[]): readonly Column<RunRecord>[] {
  return [
    runColumn,
    loadColumn,
    { heading: 'p99 (ms)', align: 'right', cell: (run) => statisticCell(run, 'latency', 'p99') },
    ...(someGenerate(runs) ? [lateFirstTokenColumn, tokenColumn] : []),
    ...engineColumns(runs),
    ...(runs.some(isOpen) ? [sentColumn] : []),
  ]
}

const sentColumn: Column<RunRecord> = { heading: 'Sent of asked (requests/s)', align: 'right', cell: sentRate }

/** Short sentences that define the figures of the table. */
function captions(runs: readonly RunRecord[]): (string | null)[] {
  const interval = runs.find((run) => run.metrics.latency.intervals !== null)?.metrics.latency.intervals?.p95
  return [
    `p50 and p95 are of end-to-end latency, n is the number of answered requests. In brackets: the ` +
      `${intervalName(interval)}; “needs 59” means that so many samples would bound that end.`,
    runs.some((run) => outputRate(run)?.window === 'steady')
      ? 'Tokens/s marked “steady” are of the time in which every client was busy, ramp-up and drain left out, ' +
        'and so is their interval.'
      : null,
    runs.some(isOpen)
      ? 'Open loads send at fixed moments, whoever is still waiting: their response time counts from that moment ' +
        'and hides no wait, latency counts from when a request was really sent.'
      : null,
    runs.some((run) => run.requests.failed > 0)
      ? 'Where requests failed, these percentiles are over the answered ones. Claims judge those “incl. failures”, ' +
        'in which a failed request took forever: see the details of the run.'
      : null,
    runs.some((run) => run.load.interleaved)
      ? 'Some runs were interleaved, by `bench.compare` or `configurations`: compare them with each other, ' +
        'not with runs measured alone.'
      : null,
  ]
}

/** Section of the results: one row a run, with the charts that set runs side by side. */
export function resultsSection(report: Report, charts: readonly Chart[]): string {
  const { runs } = report
  if (runs.length === 0) return ''
  const engine = tellsEngineSpeed(runs)
    ? 'llama.cpp’s own speed is by its own clock: decoding without choosing the token, prefill without the template ' +
      'and the first token; TPOT and TTFT have these in them.'
    : null
  const shared = sharedWords(runs)
  const shown = charts.filter((chart) => chart.runId === null && chart.about === 'results')
  return section(
    '## Results',
    shared === null ? null : sentenceText(shared),
    tableOfFirst(columns(runs), runs, mostRows),
    captions(runs)
      .filter((caption) => caption !== null)
      .join(' '),
    chartImages(shown.slice(0, 1)),
    folded('More charts of the results', chartImages(shown.slice(1))),
    folded(
      'More figures of each run: p99, first tokens, tokens',
      tableOfFirst(moreColumns(runs), runs, mostRows),
      engine,
    ),
  )
}
