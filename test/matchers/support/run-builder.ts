import type { BenchResult } from 'vitest'
import { metricsOf } from '../../../src/metrics/distribution.ts'
import type { MeasuredColumns } from '../../../src/metrics/series.ts'
import { throughputOf } from '../../../src/metrics/throughput.ts'
import type { LlmRun } from '../../../src/vitest/llm-run.ts'
import { measuredColumns } from '../../../src/runs/subject.ts'
import { metricRecords } from '../../../src/runs/metric-records.ts'
import { emptyRun, type RunRecord } from '../../../src/record/run.ts'
import { encodeColumns, type SampleColumns } from '../../../src/samples/columns.ts'
import { seededRandom, shuffled } from '../../../src/stats/random.ts'

/** One request of a constructed run; milliseconds. */
export interface ConstructedRequest {
  readonly latency: number
  /** Null: the answer did not stream. Default: a tenth of the latency. */
  readonly ttft?: number | null
  readonly failed?: boolean
  /** Milliseconds it waited before it was sent; 0 by default. */
  readonly wait?: number
  readonly inputTokens?: number
  readonly outputTokens?: number
  /** Turn of an interleaved comparison; 0 by default. */
  readonly slot?: number
}

/** What a constructed run may differ in. */
export interface Construction {
  readonly concurrency?: number
  /** Pooled gaps between chunks; none by default. */
  readonly gaps?: readonly number[]
  readonly record?: Partial<RunRecord>
}

/**
 * A constructed run: nothing was measured. Requests follow one another on each of the streams, and
 * everything computed from them is computed as for a real run.
 */
export function constructedRun(
  requests: readonly (ConstructedRequest | number)[],
  construction: Construction = {},
): LlmRun {
  const { concurrency = 1, gaps = [] } = construction
  const rows = requests.map((request) => (typeof request === 'number' ? { latency: request } : request))
  const columns = columnsOfRows(rows, concurrency)
  const measured: MeasuredColumns = { columns, gaps: Float64Array.from(gaps), concurrency }
  const metrics = metricsOf(measured)
  const failed = rows.filter((row) => row.failed === true).length
  const record: RunRecord = {
    ...emptyRecord,
    load: { ...emptyRecord.load, concurrency },
    requests: {
      attempted: rows.length,
      succeeded: rows.length - failed,
      failed,
      failures: failed === 0 ? {} : { timeout: failed },
    },
    metrics: metricRecords(metrics),
    throughput: throughputOf(columns, concurrency),
    ...construction.record,
  }
  return {
    ...emptyResult,
    name: record.name,
    metrics,
    samples: [],
    checks: [],
    record,
    [measuredColumns]: measured,
    latency: { ...emptyResult.latency, llm: { record, columns: encodeColumns(columns) } },
  }
}

/** Blocks of each arm of a comparison, in the order of its turns. */
export interface ConstructedArms {
  readonly ours: readonly (readonly (ConstructedRequest | number)[])[]
  readonly theirs: readonly (readonly (ConstructedRequest | number)[])[]
}

let comparisons = 0

/** Two arms that took turns as `bench.compare` has them do: ABBA rounds of a block each. */
export function constructedArms(
  { ours, theirs }: ConstructedArms,
  record: Partial<RunRecord> = {},
): { ours: LlmRun; theirs: LlmRun } {
  const comparison = `comparison-${++comparisons}`
  const load = { ...emptyRecord.load, interleaved: true, comparison }
  const arm = (name: string, blocks: ConstructedArms['ours'], first: boolean): LlmRun =>
    constructedRun(
      blocks.flatMap((block, turn) =>
        block.map((request) => ({
          ...(typeof request === 'number' ? { latency: request } : request),
          // Turns 0 1 | 2 3 are A B | B A, and so on.
          slot: turn * 2 + (first === (turn % 2 === 0) ? 0 : 1),
        })),
      ),
      { record: { id: `${comparison}-${name}`, name, load, ...record } },
    )
  return { ours: arm('ours', ours, true), theirs: arm('theirs', theirs, false) }
}

/** `count` requests of which `slow` are slow, at random places that are the same in every run. */
export function scattered<Request>(count: number, slow: number, [quick, late]: readonly [Request, Request]): Request[] {
  return shuffled([...repeated(count - slow, quick), ...repeated(slow, late)], seededRandom(7))
}

/** What is left of a run after a store: what `bench.from` gives. */
export function storedResult(run: LlmRun): BenchResult {
  return JSON.parse(JSON.stringify({ ...emptyResult, name: run.name, latency: run.latency }))
}

/** The result of an ordinary function, as tinybench gives it. */
export function functionResult(): BenchResult {
  return emptyResult
}

/** `count` equal requests. */
export function repeated<Request>(count: number, request: Request): Request[] {
  return Array.from({ length: count }, () => request)
}

function columnsOfRows(rows: readonly ConstructedRequest[], concurrency: number): SampleColumns {
  const column = (): Float64Array => new Float64Array(rows.length)
  const columns = {
    intended: column(),
    sent: column(),
    first: column(),
    firstVisible: column(),
    end: column(),
    inputTokens: column(),
    outputTokens: column(),
    cachedTokens: column(),
    cacheWriteTokens: column(),
    reasoningTokens: column(),
    hiddenTokens: column(),
    firstTokens: column(),
    failed: column(),
    slot: column(),
  }
  const free = new Float64Array(concurrency).fill(1000)
  for (const [row, request] of rows.entries()) {
    const stream = row % concurrency
    const sent = free[stream] ?? 0
    const end = sent + request.latency
    free[stream] = end
    const ttft = request.ttft === undefined ? request.latency / 10 : request.ttft
    const first = ttft === null || request.failed === true ? Number.NaN : sent + ttft
    columns.intended[row] = sent - (request.wait ?? 0)
    columns.sent[row] = sent
    columns.first[row] = first
    columns.firstVisible[row] = first
    columns.end[row] = end
    columns.inputTokens[row] = request.inputTokens ?? 20
    columns.outputTokens[row] = request.failed === true ? 0 : (request.outputTokens ?? 10)
    columns.firstTokens[row] = request.failed === true || (request.outputTokens ?? 10) < 2 ? Number.NaN : 1
    columns.failed[row] = request.failed === true ? 1 : 0
    columns.slot[row] = request.slot ?? 0
  }
  return columns
}

const emptyRecord: RunRecord = {
  ...emptyRun(),
  id: 'constructed-run',
  name: 'short answer',
  file: 'bench/constructed.bench.ts',
  test: 'constructed',
  startedAt: '2026-11-22T08:00:00.000Z',
  target: {
    ...emptyRun().target,
    kind: 'model',
    model: 'constructed-135m',
    spec: './constructed.gguf',
    source: 'file',
    backend: 'cpu',
    device: 'constructed processor',
    gpuLayers: 0,
    totalLayers: 30,
    threads: 2,
    parameters: 135_000_000,
    quantization: 'Q4_0',
    modelHash: null,
    contextSize: 512,
    engine: 'constructed',
  },
  load: { ...emptyRun().load, text: '1 client', budgetMs: 120_000 },
  workload: {
    kind: 'completion',
    prompt: 'Why is the sky blue?',
    prompts: 1,
    maxTokens: 10,
    temperature: 0,
    seed: 1,
    ignoreEos: true,
    depth: 0,
    rules: null,
    cacheWanted: false,
  },
  requests: { attempted: 0, succeeded: 0, failed: 0, failures: {} },
  warmup: { requests: 2, first: 80, settled: null },
  metrics: metricRecords(metricsOf({ columns: columnsOfRows([], 1), gaps: new Float64Array(), concurrency: 1 })),
  throughput: throughputOf(columnsOfRows([], 1), 1),
  tokens: { ...emptyRun().tokens, input: 0, output: 0, cached: 0, reasoning: null, source: 'engine' },
  startupMs: 600,
  loadTimeMs: 1200,
  loadState: { loaded: 'now', pageCache: 'warm' },
  memory: {
    fileBytes: 80_000_000,
    weightsBytes: 80_000_000,
    contextBytes: 20_000_000,
    peakRssBytes: 400_000_000,
    peakAnonBytes: 300_000_000,
    peakFileBytes: 100_000_000,
    vramBytes: null,
    predicted: null,
    declared: null,
    growthBytes: null,
  },
}

const emptyStatistics: BenchResult['latency'] = {
  aad: 0,
  critical: 0,
  df: 0,
  mad: 0,
  max: 0,
  mean: 0,
  min: 0,
  moe: 0,
  p50: 0,
  p75: 0,
  p99: 0,
  p995: 0,
  p999: 0,
  rme: 0,
  samples: undefined,
  samplesCount: 0,
  sd: 0,
  sem: 0,
  variance: 0,
}

const emptyResult: BenchResult = {
  name: 'constructed',
  state: 'completed',
  latency: emptyStatistics,
  throughput: emptyStatistics,
  period: 0,
  totalTime: 0,
  runtime: 'node',
  runtimeVersion: 'constructed',
  timestampProviderName: 'hrtimeNow',
}
