import type { KeptSamples } from '../record/baseline.ts'
import { emptyPoints, emptyThroughput, type MetricName, type MetricRecord } from '../record/metric.ts'
import { metricsOf } from '../metrics/distribution.ts'
import type { MeasuredColumns } from '../metrics/series.ts'
import { throughputOf } from '../metrics/throughput.ts'
import { metricRecords } from '../runs/metric-records.ts'
import { emptyRun, type RunRecord } from '../record/run.ts'
import { encodeColumns, type SampleColumns } from '../samples/columns.ts'
import type { TokenSource } from '../record/tokens.ts'
import type { ForeignPoints, ForeignValues } from './foreign-points.ts'
import { digestsOf, pointsOfValues } from './value-lists.ts'

/** One request of another tool's report, its stamps in milliseconds from any origin. */
export interface ForeignRequest {
  readonly intended: number
  readonly sent: number
  /** Moment of the first token; null where the answer did not stream. */
  readonly first: number | null
  /** Moment of the first token that is no reasoning; null where it is not known. */
  readonly firstVisible: number | null
  readonly end: number
  /** Null where nobody counted them. */
  readonly inputTokens: number | null
  readonly outputTokens: number
  readonly failed: boolean
}

/** One run of another tool's report, in our terms. */
export interface ForeignRun {
  readonly tool: string
  readonly toolVersion: string | null
  readonly name: string
  readonly model: string
  readonly startedAt: string
  readonly kind: 'completion' | 'chat'
  readonly concurrency: number
  /** Whether the clients began all at once or spread over a time; absent where the report does not say. */
  readonly firstSends?: RunRecord['load']['firstSends']
  readonly succeeded: number
  readonly failed: number
  /** Every request, or null where the report has none. */
  readonly requests: readonly ForeignRequest[] | null
  /** Gaps between chunks, pooled, in milliseconds. */
  readonly gaps: Float64Array
  /** Metrics known as points only; those that follow from `requests` need none. */
  readonly points: Readonly<Partial<Record<MetricName, ForeignPoints>>>
  /** Values of metrics that the report lists apart from each other; none where it has requests or points only. */
  readonly values?: ForeignValues
  /** Tokens of the answered requests; `source`: who counted those that the tool's figures are divided by. */
  readonly tokens: { readonly input: number | null; readonly output: number | null; readonly source: TokenSource }
  readonly windowMs: number | null
}

/** A run of another tool's report, in the shape of a baseline's. */
export interface ImportedRun {
  readonly key: string
  readonly record: RunRecord
  readonly samples: KeptSamples
}

/** Turns a foreign run into a record of ours: computed from its requests, or from its points. */
export function importedRun(run: ForeignRun): ImportedRun {
  const columns = columnsOf(run.requests ?? [])
  const measured: MeasuredColumns = { columns, gaps: run.gaps, concurrency: run.concurrency }
  const computed = metricRecords(metricsOf(measured))
  const metrics = { ...computed }
  const known = { ...run.points, ...pointsOfValues(run.values ?? {}) }
  for (const [name, points] of Object.entries(known) as [MetricName, ForeignPoints][]) {
    if (computed[name].n === 0) metrics[name] = pointRecord(computed[name], points, run.failed)
  }
  const whole = run.requests !== null && run.requests.length > 0
  return {
    key: `${run.tool} › ${run.model} › ${run.name}`,
    record: recordOf(run, metrics, whole ? throughputOf(columns, run.concurrency) : throughputFrom(run)),
    samples: whole ? { kind: 'columns', columns: encodeColumns(columns) } : digestsOf(run.values ?? {}, run.failed),
  }
}

function pointRecord(base: MetricRecord, { sd, ...points }: ForeignPoints, failed: number): MetricRecord {
  const known = { ...emptyPoints, ...points }
  return {
    ...base,
    ...known,
    sd: sd ?? null,
    intervals: null,
    // With failures the points of the adjusted series are others, and cannot be told from these.
    adjusted:
      failed === 0
        ? { ...known, infinite: 0, intervals: null }
        : { ...emptyPoints, n: points.n + failed, infinite: failed, intervals: null },
  }
}

function throughputFrom({ succeeded, failed, tokens, windowMs }: ForeignRun): RunRecord['throughput'] {
  const seconds = windowMs === null || windowMs <= 0 ? null : windowMs / 1000
  return {
    ...emptyThroughput,
    requestsPerSecond: seconds === null ? null : succeeded / seconds,
    tokensPerSecond: seconds === null || tokens.output === null ? null : tokens.output / seconds,
    successRate: succeeded + failed === 0 ? null : succeeded / (succeeded + failed),
    windowMs,
  }
}

function recordOf(run: ForeignRun, metrics: RunRecord['metrics'], throughput: RunRecord['throughput']): RunRecord {
  const { tool, toolVersion, model, succeeded, failed, tokens } = run
  const empty = emptyRun()
  return {
    ...empty,
    id: `${tool}:${run.name}`,
    name: run.name,
    title: run.name,
    file: tool,
    test: model,
    startedAt: run.startedAt,
    target: { ...empty.target, model, spec: model },
    load: {
      ...empty.load,
      text: `as ${run.tool} made it`,
      concurrency: run.concurrency,
      firstSends: run.firstSends ?? null,
    },
    // No prompts: the work that was asked for is not known.
    workload: {
      ...empty.workload,
      kind: run.kind,
      prompt: `imported from ${tool}${toolVersion === null ? '' : ` ${toolVersion}`}`,
    },
    requests: { attempted: succeeded + failed, succeeded, failed, failures: failed === 0 ? {} : { engine: failed } },
    metrics,
    throughput,
    tokens: { ...empty.tokens, ...tokens },
  }
}

function columnsOf(requests: readonly ForeignRequest[]): SampleColumns {
  const ordered = requests.toSorted((one, other) => one.sent - other.sent)
  const column = (value: (request: ForeignRequest) => number): Float64Array => Float64Array.from(ordered, value)
  return {
    intended: column(({ intended }) => intended),
    sent: column(({ sent }) => sent),
    first: column(({ first, failed }) => (failed ? Number.NaN : (first ?? Number.NaN))),
    firstVisible: column(({ firstVisible, failed }) => (failed ? Number.NaN : (firstVisible ?? Number.NaN))),
    end: column(({ end }) => end),
    inputTokens: column(({ inputTokens }) => inputTokens ?? Number.NaN),
    outputTokens: column(({ outputTokens, failed }) => (failed ? 0 : outputTokens)),
    cachedTokens: column(() => Number.NaN),
    cacheWriteTokens: column(() => Number.NaN),
    reasoningTokens: column(() => Number.NaN),
    hiddenTokens: column(() => 0),
    firstTokens: column(({ outputTokens, failed }) => (failed || outputTokens < 2 ? Number.NaN : 1)),
    failed: column(({ failed }) => (failed ? 1 : 0)),
    slot: column(() => 0),
  }
}

/** Another tool's report in our terms. */
export interface ImportedReport {
  readonly tool: 'vLLM' | 'GuideLLM' | 'AIPerf' | 'inference-perf' | 'llama-benchy' | 'llama-bench'
  readonly runs: readonly ImportedRun[]
  /** Caveats of the translation, one sentence each. */
  readonly notes: readonly string[]
}
