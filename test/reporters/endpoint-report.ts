import { emptyThroughput } from '../../src/record/metric.ts'
import { axisAt, type Variable } from '../../src/sweeps/axis.ts'
import type { RunSeries } from '../../src/metrics/run-series.ts'
import type { Report } from '../../src/record/report.ts'
import { emptyRun, type RunRecord } from '../../src/record/run.ts'
import { sampleClaim, sampleReport, sampleRun, sampleSeries } from './sample-report.ts'

/** Everything in this file is made-up sample data: no figure here was measured. */

const base = sampleRun(sampleSeries(1, 1))

const empty = emptyRun()

const served: Partial<RunRecord> = {
  file: 'bench/server.bench.ts',
  target: {
    ...empty.target,
    model: 'qwen2.5-7b-instruct',
    spec: 'http://192.0.2.1:8000/v1',
    engine: 'vLLM 0.11.0',
  },
  tokens: { ...empty.tokens, input: 12_000, output: 7680, cached: 0, reasoning: 1200, source: 'usage' },
  startupMs: null,
  loadTimeMs: null,
  loadState: null,
  memory: empty.memory,
  engineTimings: null,
  cost: {
    basis: 'tokens',
    interval: null,
    unknown: [],
    usdPerRequest: 0.000042,
    kind: 'declared',
    parts: [
      { label: 'input tokens', value: 0.00001, unit: 'USD', provenance: 'declared', derived: false },
      { label: 'output tokens', value: 0.000032, unit: 'USD', provenance: 'declared', derived: false },
      { label: 'completed requests', value: 112, unit: 'requests', provenance: 'measured', derived: false },
    ],
  },
  checks: [],
}

const closed: RunRecord['load'] = { ...base.load, text: '16 clients', concurrency: 16, hosts: 2 }
const open: RunRecord['load'] = {
  ...base.load,
  kind: 'open',
  text: '10 requests/s (Poisson), at most 64 in flight',
  concurrency: 0,
  rate: { asked: 10.13, achieved: 9.06 },
  unsent: 3,
  endedBy: 'duration',
}

const failedAt = [3, 40, 41, 42, 97, 98, 99, 119]

/** A report of runs against endpoints: closed, open, simulated, with a server's own figures, and two sweeps. */
export function endpointSample(): { report: Report; series: Map<string, RunSeries> } {
  const series = new Map<string, RunSeries>()
  const add = (id: string, drawn: RunSeries, over: Partial<RunRecord>, waiting = 1.001): RunRecord => {
    const own = { ...drawn, responses: drawn.latencies.map((value) => value * waiting) }
    series.set(id, own)
    return sampleRun(own, { ...served, id, test: id, ...over })
  }
  const runs = [
    add('closed', sampleSeries(120, 400, failedAt, 3), {
      name: '16 clients',
      load: closed,
      requests: { attempted: 120, succeeded: 112, failed: 8, failures: { 'http-status': 6, stall: 2 } },
      http: {
        connected: 4,
        connectP50Ms: 1.37,
        statuses: { 200: 114, 429: 6 },
        retryAfter: 6,
        retried: 2,
        redirected: 0,
        redirectedTo: null,
      },
      server: {
        server: 'vllm',
        windowMs: 31_000,
        dropped: null,
        requests: 112,
        promptTokens: 12_000,
        cachedTokens: 96,
        generatedTokens: 7680,
        prefillMs: 4032,
        decodeMs: 41_000,
        meanQueueMs: 6.2,
        meanTtftMs: 52.1,
        meanTpotMs: 11.2,
        meanInterTokenMs: null,
        meanLatencyMs: 470,
        preemptions: 2,
        draftTokens: null,
        acceptedTokens: null,
        meanBatch: 13.6,
      },
    }),
    add(
      'open',
      sampleSeries(200, 420, [], 4),
      {
        name: 'steady traffic',
        load: open,
        http: {
          connected: 61,
          connectP50Ms: 0.4,
          statuses: { 200: 200 },
          retryAfter: 0,
          retried: 0,
          redirected: 0,
          redirectedTo: null,
        },
      },
      1.7,
    ),
    add('llama', sampleSeries(60, 900, [], 5), {
      name: 'llama-server',
      target: {
        ...base.target,
        ...served.target,
        kind: 'server',
        spec: 'http://127.0.0.1:8080/v1',
        engine: 'llama-server b6700',
      },
      engineTimings: {
        promptTokens: 6000,
        promptMs: 6600,
        decodeTokens: 1920,
        decodeMs: 42_000,
        samplerMs: null,
        sampledTokens: null,
      },
      http: {
        connected: 0,
        connectP50Ms: null,
        statuses: { 200: 60 },
        retryAfter: 0,
        retried: 0,
        redirected: 0,
        redirectedTo: null,
      },
      startupMs: 2400,
      cost: null,
    }),
    add('simulated', sampleSeries(60, 90, [], 6), {
      name: 'programmed',
      provenance: 'simulated',
      target: {
        ...base.target,
        ...served.target,
        kind: 'simulated',
        model: 'simulated',
        spec: 'simulated({ ttft: 50 })',
        source: 'simulated',
        engine: null,
      },
      cost: null,
      claims: [sampleClaim({ provenance: 'simulated', verdict: 'fail', passed: false, observed: 91 })],
    }),
    ...levels('concurrency', [1, 2, 4, 8, 16, 32, 64], add),
    ...levels('rate', [2, 4, 6, 8], add),
  ]
  return { series, report: sampleReport(runs) }
}

/** Levels of a target that can answer about 20 requests a second. */
function levels(
  variable: Variable,
  values: readonly number[],
  add: (id: string, own: RunSeries, over: Partial<RunRecord>, waiting?: number) => RunRecord,
): RunRecord[] {
  return values.map((level, index) => {
    const isRate = variable === 'rate'
    const most = isRate ? 6.3 : 21
    const perSecond = isRate ? Math.min(level, most) : most * (1 - Math.exp(-level / 10))
    const median = isRate ? 300 + 20 * level : (1000 * level) / perSecond
    const text = isRate ? `${level} requests/s (Poisson)` : `${level} ${level === 1 ? 'client' : 'clients'}`
    return add(
      `${variable}-${level}`,
      sampleSeries(40 + 10 * index, median, [], 60 + index),
      {
        name: `${variable} ${text}`,
        load: isRate
          ? { ...open, text, unsent: 0, rate: { asked: level, achieved: Math.min(level, 7.5) } }
          : { ...closed, text, concurrency: level },
        sweep: {
          id: `sweep-${variable}`,
          name: isRate ? 'traffic' : 'how many clients',
          axes: [axisAt(variable, level)],
          verdict: isRate ? (level > 6 ? 'fail' : 'pass') : null,
          preset: null,
          missing: [],
        },
        throughput: {
          ...emptyThroughput,
          requestsPerSecond: perSecond,
          tokensPerSecond: perSecond * 64,
          successRate: 1,
          windowMs: 30_000,
        },
        checks:
          isRate && level === 8
            ? [
                {
                  id: 'achieved-rate',
                  status: 'invalid',
                  protects: ['throughput', 'response'],
                  message: 'too slow: lower the rate',
                },
              ]
            : [],
        claims: isRate
          ? [
              sampleClaim({
                matcher: 'toHaveGoodputAbove',
                metric: 'goodput',
                unit: '',
                observed: 1 - level / 80,
                threshold: 0.9,
                text: 'goodput above 0.9',
              }),
            ]
          : [],
        cost: null,
      },
      level > 6 && isRate ? 4 : 1.02,
    )
  })
}
