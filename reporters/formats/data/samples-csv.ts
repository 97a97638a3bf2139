import { rowValues, type RequestMetric } from '../../../src/metrics/series.ts'
import type { Report } from '../../../src/record/report.ts'
import type { RunRecord } from '../../../src/record/run.ts'
import type { SampleColumns } from '../../../src/samples/columns.ts'
import { sortedBySent } from '../../../src/samples/join-columns.ts'
import { csvLine } from './csv-line.ts'
import type { DataOutput, SamplesOf } from './data-output.ts'
import { namedRuns } from './named-runs.ts'

const metrics: readonly RequestMetric[] = ['latency', 'response', 'ttft', 'tpot']
const counts = ['inputTokens', 'cachedTokens', 'outputTokens', 'reasoningTokens'] as const
/** Lines of a piece. */
const together = 1000

function* lines(report: Report, samplesOf: SamplesOf): Generator<string> {
  yield csvLine([
    'run',
    'request',
    'turn',
    'state',
    'due_ms',
    'sent_ms',
    'latency_ms',
    'response_ms',
    'ttft_ms',
    'tpot_ms',
    'input_tokens',
    'cached_tokens',
    'output_tokens',
    'reasoning_tokens',
  ])
  for (const { run, name } of namedRuns(report)) {
    const samples = samplesOf(run)
    if (samples !== null) yield* ofRun(run, name, sortedBySent(samples.columns))
  }
}

function* ofRun({ load }: RunRecord, name: string, columns: SampleColumns): Generator<string> {
  const measured = { columns, gaps: new Float64Array(), concurrency: load.concurrency }
  const values = metrics.map((metric) => rowValues(metric, measured))
  const zero = columns.sent[0] ?? 0
  let piece = ''
  for (const [row, sent] of columns.sent.entries()) {
    piece += csvLine([
      name,
      row + 1,
      columns.slot[row] ?? null,
      columns.failed[row] === 1 ? 'failed' : 'completed',
      (columns.intended[row] ?? Number.NaN) - zero,
      sent - zero,
      ...values.map((series) => series[row] ?? null),
      ...counts.map((count) => columns[count][row] ?? null),
    ])
    if ((row + 1) % together !== 0) continue
    yield piece
    piece = ''
  }
  yield piece
}

/** The output `samples-csv`: a line for each measured request. */
export const samplesCsv: DataOutput = {
  name: 'samples-csv',
  file: 'samples.csv',
  render: lines,
}
