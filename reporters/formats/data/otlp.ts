import { rowValues } from '../../../src/metrics/series.ts'
import { plainFact, plainJson } from '../../../src/plain-text.ts'
import type { Report } from '../../../src/record/report.ts'
import type { RunRecord } from '../../../src/record/run.ts'
import type { SampleColumns } from '../../../src/samples/columns.ts'
import type { DataOutput, RunSamples, SamplesOf } from './data-output.ts'
import { type NamedRun, namedRuns } from './named-runs.ts'
import { middleOf } from '../../../src/stats/quantiles/digest.ts'
import {
  countedPoint,
  histogramPoint,
  type OtlpAttributes,
  otlpAttributes,
  type OtlpWindow,
  secondBounds,
  tokenBounds,
} from './otlp-histogram.ts'

/** Names of operations in the conventions; the last two are names of ours, for it has none. */
const operations: Readonly<Record<RunRecord['workload']['kind'], string>> = {
  chat: 'chat',
  completion: 'text_completion',
  embedding: 'embeddings',
  rerank: 'rerank',
  task: 'task',
}

/** Names of providers: those of the conventions are of hosted services, and nobody knows which one answers a URL. */
const providers: Readonly<Record<RunRecord['target']['kind'], string>> = {
  model: 'llama_cpp',
  endpoint: 'openai_compatible',
  server: 'openai_compatible',
  'language-model': 'ai_sdk',
  simulated: 'simulated',
  task: 'task',
}

const delta = 1

interface Measured extends NamedRun, RunSamples {}

interface Instrument {
  readonly name: string
  readonly unit: 's' | '{token}'
  readonly description: string
  readonly points: (measured: Measured) => unknown[]
}

const instruments: readonly Instrument[] = [
  {
    name: 'gen_ai.client.operation.duration',
    unit: 's',
    description: 'GenAI operation duration.',
    points: (measured) => [
      ...seconds(measured, took(measured.columns, 0), {}),
      ...seconds(measured, took(measured.columns, 1), { 'error.type': errorType(measured.run) }),
    ],
  },
  {
    name: 'gen_ai.client.operation.time_to_first_chunk',
    unit: 's',
    description: 'Time from sending a request to the first chunk that holds a token.',
    points: (measured) => seconds(measured, values(measured, 'ttft'), {}),
  },
  {
    name: 'gen_ai.client.operation.time_per_output_chunk',
    unit: 's',
    description: 'Time between two chunks that hold tokens.',
    points: chunkPoints,
  },
  {
    name: 'llm_bench.client.time_per_output_token',
    unit: 's',
    description: 'Time of an output token after the first.',
    points: (measured) => seconds(measured, values(measured, 'tpot'), {}),
  },
  {
    name: 'gen_ai.client.token.usage',
    unit: '{token}',
    description: 'Number of input and output tokens used.',
    // Counted chunks are no tokens.
    points: (measured) =>
      measured.run.tokens.source === 'chunks'
        ? []
        : [...tokens(measured, 'inputTokens', 'input'), ...tokens(measured, 'outputTokens', 'output')],
  },
]

function took({ sent, end, failed }: SampleColumns, wanted: 0 | 1): Float64Array {
  return end.map((moment, row) => (failed[row] === wanted ? moment - (sent[row] as number) : Number.NaN))
}

function values({ run, columns }: Measured, metric: 'ttft' | 'tpot'): Float64Array {
  return rowValues(metric, { columns, gaps: new Float64Array(), concurrency: run.load.concurrency })
}

/** The class of the failures where there is one; samples do not say which failed how. */
function errorType({ requests }: RunRecord): string {
  const [only, ...others] = Object.keys(requests.failures)
  return only === undefined || others.length > 0 ? '_OTHER' : plainFact(only)
}

function seconds(measured: Measured, milliseconds: Float64Array, attributes: OtlpAttributes): unknown[] {
  const inSeconds = milliseconds.map((value) => value / 1000)
  return pointOf(measured, inSeconds, secondBounds, attributes)
}

function tokens(measured: Measured, column: 'inputTokens' | 'outputTokens', type: string): unknown[] {
  const counts = measured.columns[column].map((count, row) => (measured.columns.failed[row] === 1 ? Number.NaN : count))
  return pointOf(measured, counts, tokenBounds, { 'gen_ai.token.type': type })
}

function pointOf(measured: Measured, counted: Float64Array, bounds: readonly number[], own: OtlpAttributes): unknown[] {
  const point = histogramPoint(counted, bounds, windowOf(measured.run), { ...attributesOf(measured), ...own })
  return point === null ? [] : [point]
}

/** The gaps between chunks: they are kept as a digest, whose values are within 0.5 % of the stamps'. */
function chunkPoints(measured: Measured): unknown[] {
  const digest = measured.gaps()
  const { mean, min, max } = measured.run.metrics.interChunk
  if (digest === null || mean === null) return []
  const told = { sum: (mean * digest.count) / 1000, min: (min ?? 0) / 1000, max: (max ?? 0) / 1000 }
  const known = digest.indices.map((index, at): [number, number] => [
    middleOf(index, digest.relativeError) / 1000,
    digest.counts[at] ?? 0,
  ])
  const counted: [number, number][] = digest.zeros === 0 ? known : [[0, digest.zeros], ...known]
  const point = countedPoint(counted, secondBounds, told, {
    ...windowOf(measured.run),
    attributes: attributesOf(measured),
  })
  return point === null ? [] : [point]
}

/** Nanoseconds as text: no number holds them. */
function nanoseconds(ms: number): string {
  return `${BigInt(Math.round(Number.isFinite(ms) ? ms : 0)) * 1_000_000n}`
}

function windowOf({ startedAt, throughput }: RunRecord): OtlpWindow {
  const start = Date.parse(startedAt)
  return { startTimeUnixNano: nanoseconds(start), timeUnixNano: nanoseconds(start + (throughput.windowMs ?? 0)) }
}

function attributesOf({ run, name }: NamedRun): OtlpAttributes {
  const { target, workload, answeredBy } = run
  const answering = answeredBy[0]?.model ?? null
  return {
    'gen_ai.operation.name': operations[workload.kind],
    'gen_ai.provider.name': providers[target.kind],
    'gen_ai.request.model': plainFact(target.model),
    'gen_ai.response.model': answering === null ? null : plainFact(answering),
    ...serverOf(target.spec),
    'llm_bench.run': name,
    'llm_bench.provenance': run.provenance,
  }
}

function serverOf(spec: string): OtlpAttributes {
  const url = URL.canParse(spec) ? new URL(spec) : null
  if (url === null || !/^https?:$/u.test(url.protocol)) return {}
  const usual = url.protocol === 'https:' ? 443 : 80
  return { 'server.address': url.hostname, 'server.port': url.port === '' ? usual : Number(url.port) }
}

function metricOf({ points, ...told }: Instrument, measured: readonly Measured[]): unknown[] {
  const dataPoints = measured.flatMap(points)
  return dataPoints.length === 0 ? [] : [{ ...told, histogram: { aggregationTemporality: delta, dataPoints } }]
}

function* rendered(report: Report, samplesOf: SamplesOf): Generator<string> {
  const { generator, environment } = report
  const resource = {
    'service.name': 'vitest-llm-bench',
    'vcs.ref.head.revision': environment.git?.commit ?? null,
    'host.arch': environment.os.arch,
    'os.type': environment.os.platform,
  }
  const measured = namedRuns(report).flatMap((named): Measured[] => {
    const samples = samplesOf(named.run)
    return samples === null ? [] : [{ ...named, ...samples }]
  })
  const scopeMetrics = [
    {
      scope: { name: generator.name, version: generator.version },
      metrics: instruments.flatMap((instrument) => metricOf(instrument, measured)),
    },
  ]
  const data = { resourceMetrics: [{ resource: { attributes: otlpAttributes(resource) }, scopeMetrics }] }
  yield `${plainJson(JSON.stringify(data))}\n`
}

/** The output `otlp`: a line of OTLP/JSON, which a collector's `otlpjsonfile` receiver reads. */
export const otlp: DataOutput = {
  name: 'otlp',
  file: 'otlp-metrics.jsonl',
  render: rendered,
}
