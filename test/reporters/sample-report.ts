import type { Report } from '../../src/record/report.ts'
import type { RunSeries } from '../../src/metrics/run-series.ts'
import { metricDefinitions } from '../../src/metrics/definitions.ts'
import { emptyThroughput, type MetricName, type MetricRecord, type PointStatistics } from '../../src/record/metric.ts'
import type { ClaimRecord } from '../../src/record/claim.ts'
import type { IntervalRecord } from '../../src/record/figure.ts'
import { emptyPlace } from '../../src/record/place.ts'
import { emptyRun, type RunRecord } from '../../src/record/run.ts'
import { quantileSorted } from '../../src/stats/quantiles/quantile.ts'

/** Everything in this file is made-up sample data: no figure here was measured. */

/** A small seeded generator: the same fixture every time. */
function seededRandom(seed: number): () => number {
  let state = seed
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0
    return state / 2 ** 32
  }
}

/** Latencies that look like an engine's: a narrow body, a tail to the right, some drift. */
function sampleLatencies(n: number, median: number, seed = 1): Float64Array {
  const random = seededRandom(seed)
  return Float64Array.from({ length: n }, (_, index) => {
    const tail = random() < 0.06 ? 0.4 + random() * 0.8 : 0
    const noise = (random() + random() + random() - 1.5) * 0.12
    return median * (1 + noise + tail + (0.06 * index) / Math.max(1, n))
  })
}

function jsonNumber(value: number): number | null {
  return Number.isFinite(value) ? value : null
}

function points(values: Float64Array): PointStatistics {
  const sorted = values.toSorted()
  const at = (p: number): number | null => jsonNumber(quantileSorted(sorted, p))
  const sum = sorted.reduce((total, value) => total + value, 0)
  return {
    n: sorted.length,
    mean: jsonNumber(sum / sorted.length),
    min: at(0),
    p50: at(0.5),
    p90: at(0.9),
    p95: at(0.95),
    p99: at(0.99),
    max: at(1),
  }
}

function interval(value: number | null, width: number, bounded: boolean): IntervalRecord {
  return {
    low: value === null ? null : value * (1 - width),
    high: value === null || !bounded ? null : value * (1 + width),
    confidence: 0.9,
  }
}

/** A metric's record of the answered requests in a series (not finite: failed). */
function sampleMetric(name: MetricName, series: Float64Array): MetricRecord {
  const answered = series.filter((value) => Number.isFinite(value))
  const statistics = points(answered)
  const infinite = series.length - answered.length
  const { n } = statistics
  return {
    ...statistics,
    unit: metricDefinitions[name].unit,
    sd: n > 1 ? (statistics.mean ?? 0) * 0.1 : null,
    intervals:
      n === 0
        ? null
        : {
            mean: interval(statistics.mean, 0.01, true),
            p50: interval(statistics.p50, 0.012, n >= 5),
            p90: interval(statistics.p90, 0.04, n >= 29),
            p95: interval(statistics.p95, 0.06, n >= 59),
            p99: interval(statistics.p99, 0.1, n >= 299),
          },
    adjusted: {
      ...points(Float64Array.from(series, (value) => (Number.isFinite(value) ? value : Infinity))),
      infinite,
    },
  }
}

const empty = new Float64Array(0)

function sampleMetrics({ latencies, responses, ttfts }: RunSeries): Record<MetricName, MetricRecord> {
  const tpot = latencies.map((value, index) => (value - (ttfts[index] ?? value)) / 31)
  const streamed = ttfts.some((value) => Number.isFinite(value))
  const series: Partial<Record<MetricName, Float64Array>> = {
    latency: latencies,
    response: responses,
    ttft: streamed ? ttfts : empty,
    tpot: streamed ? tpot : empty,
    decodeSpeed: streamed ? tpot.map((value) => 1000 / value) : empty,
  }
  const metric = (name: MetricName): MetricRecord => sampleMetric(name, series[name] ?? empty)
  return {
    latency: metric('latency'),
    response: metric('response'),
    ttft: metric('ttft'),
    ttfv: metric('ttfv'),
    tpot: metric('tpot'),
    interChunk: metric('interChunk'),
    decodeSpeed: metric('decodeSpeed'),
    prefillSpeed: metric('prefillSpeed'),
  }
}

/** Sample series of n requests; those whose index is in `failed` have no figures. */
export function sampleSeries(n: number, median: number, failed: readonly number[] = [], seed = 1): RunSeries {
  const latencies = sampleLatencies(n, median, seed)
  const ttfts = sampleLatencies(n, median * 0.14, seed + 7)
  for (const index of failed) {
    latencies[index] = Number.NaN
    ttfts[index] = Number.NaN
  }
  const starts = Float64Array.from({ length: n }, (_, index) => index * median)
  return { starts, latencies, responses: latencies.map((value) => value * 1.001), ttfts }
}

/** What a claim rests on whose metrics these checks protect, and found something. */
export function restingOn(...checks: string[]): Pick<ClaimRecord, 'rests'> {
  return { rests: { doubts: [], checks, despite: [], parts: [] } }
}

/** A sample claim: p95 of latency below 50 ms, passed. */
export function sampleClaim(over: Partial<ClaimRecord> = {}): ClaimRecord {
  return {
    matcher: 'toHaveP95Below',
    negated: false,
    metric: 'latency',
    unit: 'ms',
    text: 'p95 of latency below 50 ms',
    verdict: 'pass',
    passed: true,
    policy: 'point',
    observed: 41.23,
    threshold: 50,
    n: 200,
    effectiveN: 200,
    interval: { low: 39.9, high: 44.1, confidence: 0.9 },
    needed: null,
    pValue: null,
    pAdjusted: null,
    provenance: 'measured',
    rests: { doubts: [], checks: [], despite: [], parts: [] },
    pair: null,
    band: null,
    launches: null,
    ...over,
  }
}

/** A sample run whose metrics are computed from the series. */
export function sampleRun(series: RunSeries, over: Partial<RunRecord> = {}): RunRecord {
  const attempted = series.latencies.length
  const failed = series.latencies.filter((value) => !Number.isFinite(value)).length
  const succeeded = attempted - failed
  const metrics = sampleMetrics(series)
  const mean = metrics.latency.mean ?? 0
  const rate = mean > 0 ? 1000 / mean : null
  return {
    ...emptyRun(),
    id: 'run-1',
    name: 'short answer',
    file: 'bench/latency.bench.ts',
    test: 'a short answer',
    startedAt: '2026-11-22T03:00:00.000Z',
    target: {
      ...emptyRun().target,
      kind: 'model',
      model: 'TinyLlama 1.1B',
      spec: 'hf:example/tinyllama-1.1b:Q4_0',
      source: 'hf',
      backend: 'cpu',
      device: 'Sample CPU',
      gpuLayers: 0,
      totalLayers: 22,
      threads: 4,
      parameters: 1_100_048_384,
      quantization: 'Q4_0',
      modelHash: null,
      contextSize: 2048,
      engine: 'node-llama-cpp 3.22.1',
    },
    load: { ...emptyRun().load, text: '1 client', budgetMs: 120_000 },
    workload: {
      kind: 'completion',
      prompt: 'Why is the sky blue?',
      prompts: 1,
      maxTokens: 32,
      temperature: 0,
      seed: 1,
      ignoreEos: false,
      depth: 0,
      rules: null,
      cacheWanted: false,
    },
    requests: { attempted, succeeded, failed, failures: failed > 0 ? { timeout: failed } : {} },
    warmup: { requests: 2, first: 88.1, settled: null },
    metrics,
    throughput: {
      ...emptyThroughput,
      requestsPerSecond: rate,
      tokensPerSecond: rate === null ? null : rate * 32,
      successRate: attempted === 0 ? null : succeeded / attempted,
      windowMs: mean * succeeded,
      tokensInterval: rate === null ? null : { low: rate * 31, high: rate * 33, confidence: 0.9 },
    },
    tokens: {
      ...emptyRun().tokens,
      input: attempted * 7,
      output: succeeded * 32,
      cached: 0,
      reasoning: null,
      source: 'engine',
    },
    startupMs: 912,
    loadTimeMs: 1834,
    loadState: { loaded: 'now', pageCache: 'warm' },
    memory: {
      fileBytes: 637_699_456,
      weightsBytes: 636_485_632,
      contextBytes: 46_137_344,
      peakRssBytes: 1_180_694_937,
      peakAnonBytes: null,
      peakFileBytes: null,
      vramBytes: null,
      declared: null,
      predicted: null,
      growthBytes: null,
    },
    engineTimings: {
      promptTokens: 1400,
      promptMs: 900,
      decodeTokens: 6200,
      decodeMs: 6800,
      samplerMs: null,
      sampledTokens: null,
    },
    checks: [
      {
        id: 'load-average',
        status: 'ok',
        protects: ['all'],
        message: 'Load average before the run was 0.1: the machine was idle.',
      },
    ],
    ...over,
  }
}

/** A sample report around the given runs. */
export function sampleReport(runs: RunRecord[], over: Partial<Report> = {}): Report {
  return {
    schemaVersion: 2,
    shards: [],
    generator: { name: 'vitest-llm-bench', version: '0.1.0' },
    startedAt: '2026-11-22T03:00:00.000Z',
    finishedAt: '2026-11-22T03:02:05.000Z',
    complete: true,
    profile: 'default',
    fingerprints: [],
    several: [],
    environment: {
      os: { platform: 'linux', release: '6.18', arch: 'x64' },
      cpu: { model: 'Sample CPU', physicalCores: 4, logicalCores: 8, usableCores: null, loadAverage: 0.12 },
      gpuDriver: null,
      machine: null,
      memoryBytes: 16_000_000_000,
      onBattery: null,
      virtualMachine: true,
      versions: {
        node: '24.21.0',
        vitest: '5.1.1',
        nodeLlamaCpp: '3.22.1',
        llamaCpp: 'v0.5.0',
        genaiPrices: null,
        vitestLlmBench: '0.1.0',
      },
      git: { commit: '0123456789abcdef0123456789abcdef01234567', branch: 'main', dirty: true },
      ci: true,
    },
    runs,
    intrinsic: [],
    functions: [],
    depthLines: [],
    history: [],
    looseClaims: [],
    notes: [],
    ...over,
  }
}

/** A full sample: runs that differ in every way a report shows, with their series by run id. */
export function fullSample(): { report: Report; series: Map<string, RunSeries> } {
  const series = new Map<string, RunSeries>()
  const add = (id: string, own: RunSeries, over: Partial<RunRecord>): RunRecord => {
    series.set(id, own)
    return sampleRun(own, { id, ...over })
  }
  const base = sampleRun(sampleSeries(1, 1))
  const load = (concurrency: number): RunRecord['load'] => ({
    ...base.load,
    concurrency,
    text: `${concurrency} ${concurrency === 1 ? 'client' : 'clients'}`,
  })
  const server: RunRecord['target'] = {
    ...base.target,
    kind: 'endpoint',
    model: 'qwen2.5-7b-instruct',
    spec: 'http://127.0.0.1:8000/v1',
    source: 'endpoint',
    backend: 'cuda',
  }
  const levels = [1, 10, 25, 50].map((level, index) =>
    add(`clients-${level}`, sampleSeries(10 * level, 300 + 8 * level, [], 20 + index), {
      name: `${level} clients`,
      file: 'bench/throughput.bench.ts',
      test: `${level} clients`,
      target: server,
      load: load(level),
      engineTimings: null,
      http: null,
      server: null,
      loadTimeMs: null,
      loadState: null,
      startupMs: null,
      throughput: {
        ...emptyThroughput,
        requestsPerSecond: level / (0.3 + 0.008 * level),
        tokensPerSecond: (64 * level) / (0.3 + 0.008 * level),
        successRate: 1,
        windowMs: 30_000,
        // More than one client is never busy at both ends of the whole window.
        steady:
          level === 1
            ? null
            : {
                windowMs: 28_000,
                requestsPerSecond: (1.06 * level) / (0.3 + 0.008 * level),
                tokensPerSecond: (68 * level) / (0.3 + 0.008 * level),
              },
        tokensInterval: {
          low: ((level === 1 ? 62 : 66) * level) / (0.3 + 0.008 * level),
          high: ((level === 1 ? 66 : 70) * level) / (0.3 + 0.008 * level),
          confidence: 0.9,
        },
      },
    }),
  )
  const arms = ['f16 cache', 'q8_0 cache'].map((name, index) =>
    add(`arm-${index}`, sampleSeries(120, 40 - 6 * index, [], 40 + index), {
      name,
      test: 'KV cache types',
      load: { ...base.load, interleaved: true },
    }),
  )
  const runs = [
    add('short', sampleSeries(200, 36), {
      provenance: 'synthetic',
      target: { ...base.target, source: 'synthetic', spec: 'synthetic:tinyllama-1.1b@Q4_0' },
      cost: {
        basis: 'electricity',
        interval: null,
        unknown: [],
        usdPerRequest: 0.0000017,
        kind: 'assumed',
        parts: [
          { label: 'power', value: 30, unit: 'W', provenance: 'assumed', derived: false },
          { label: 'electricity', value: 0.15, unit: 'USD/kWh', provenance: 'declared', derived: false },
          { label: 'mean latency', value: 1.36, unit: 's', provenance: 'measured', derived: false },
        ],
      },
      claims: [
        sampleClaim(),
        sampleClaim({
          matcher: 'toHaveTtftP95Below',
          metric: 'ttft',
          text: 'p95 of ttft below 4 ms',
          verdict: 'fail',
          passed: false,
          observed: 6.02,
          threshold: 4,
          interval: { low: 5.8, high: 6.6, confidence: 0.9 },
        }),
        sampleClaim({
          text: 'p99 of latency below 70 ms',
          verdict: 'inconclusive',
          observed: 66.1,
          threshold: 70,
          interval: { low: 58, high: null, confidence: 0.9 },
          needed: 299,
        }),
        sampleClaim({
          matcher: 'toSaveCostVs',
          negated: true,
          metric: 'cost',
          unit: '%',
          text: 'saves at least 60 % against gpt-4o',
          observed: 98.9,
          threshold: 60,
          interval: null,
          provenance: 'assumed',
        }),
      ],
    }),
    add('flaky', sampleSeries(120, 140, [3, 40, 41, 42, 97, 98, 99, 119], 3), {
      name: 'long answer with a rather long name that nobody wants to read to its end',
      test: 'a long answer',
      cost: {
        basis: 'energy',
        interval: null,
        unknown: [],
        usdPerRequest: 0.0000063,
        kind: 'measured',
        parts: [{ label: 'energy', value: 151, unit: 'J', provenance: 'measured', derived: false }],
      },
      checks: [
        {
          id: 'threads',
          status: 'warning',
          protects: ['all'],
          message: '4 threads on 2 free cores: set { threads: 2 }.',
        },
        ...base.checks,
      ],
    }),
    ...arms,
    ...levels,
    add('cut', sampleSeries(12, 95, [], 5), {
      name: 'cut short',
      test: 'cut short',
      state: 'partial',
      error: 'the host crashed after 12 requests: see llm-bench-report/hosts/1.log',
      load: { ...base.load, endedBy: 'crash' },
    }),
  ]
  return {
    series,
    report: sampleReport(runs, {
      complete: false,
      functions: [
        {
          name: 'tokenize',
          ...emptyPlace(),
          file: 'bench/tokenize.bench.ts',
          test: 'tokenizers',
          calls: 12_345,
          meanMs: 0.0123,
          p50Ms: 0.0119,
          p99Ms: 0.0341,
          rmePercent: 1.2,
        },
      ],
      looseClaims: [
        {
          ...sampleClaim({ text: 'p50 of latency below 30 ms', observed: 28, threshold: 30 }),
          ...emptyPlace(),
          file: 'bench/latency.bench.ts',
          test: 'a stored result',
        },
      ],
      notes: ['Power of 30 W is assumed, not measured.', 'One model has synthetic weights.'],
    }),
  }
}
