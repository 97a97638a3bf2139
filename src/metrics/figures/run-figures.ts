import { type IntervalRecord, type JsonNumber } from '../../record/figure.ts'
import type { IntervalStatistic, MetricName, ThroughputRecord } from '../../record/metric.ts'
import type { RunRecord } from '../../record/run.ts'
import { metricDefinitions } from '../definitions.ts'

/** One figure of a run, as files for other programs and the history name it. */
export interface RunFigure {
  /** Its name in lower case with dashes, such as `latency-p50`: it stays the same from run to run. */
  readonly name: string
  readonly unit: 'ms' | 'tokens/s' | 'requests/s' | 'items/s' | 'share' | 'USD' | 'J'
  readonly better: 'lower' | 'higher'
  readonly value: number
  /** Its 90 % interval; null where there is none. */
  readonly interval: IntervalRecord | null
}

const statistics: readonly IntervalStatistic[] = ['p50', 'p95', 'p99']

/** Names of metrics in the figures' names, in their order. */
const slugs: readonly (readonly [MetricName, string])[] = [
  ['latency', 'latency'],
  ['response', 'response'],
  ['ttft', 'ttft'],
  ['tpot', 'tpot'],
  ['interChunk', 'inter-chunk'],
  ['decodeSpeed', 'decode-speed'],
  ['prefillSpeed', 'prefill-speed'],
]

/** Every name that a figure of a run may have. */
export const figureNames: readonly string[] = [
  ...slugs.flatMap(([, slug]) => statistics.map((statistic) => `${slug}-${statistic}`)),
  'requests-per-second',
  'output-tokens-per-second',
  'items-per-second',
  'success-rate',
  'cost-per-request',
  'energy-per-request',
]

/** The figures that are known of a run, of answered requests; a response time only where the load is open. */
export function runFigures(run: RunRecord): RunFigure[] {
  return [...slugs.flatMap(([metric, slug]) => metricFigures(run, metric, slug)), ...rates(run), ...spent(run)]
}

function metricFigures(run: RunRecord, metric: MetricName, slug: string): RunFigure[] {
  if (metric === 'response' && run.load.kind !== 'open') return []
  const record = run.metrics[metric]
  const { unit, better } = metricDefinitions[metric]
  return statistics.flatMap((statistic) =>
    figure(
      `${slug}-${statistic}`,
      { unit, better, interval: record.intervals?.[statistic] ?? null },
      record[statistic],
    ),
  )
}

function rates({ throughput, items }: RunRecord): RunFigure[] {
  const { steady, tokensInterval, successRate } = throughput
  const higher = { better: 'higher', interval: null } as const
  const rate = items?.items ?? null
  return [
    ...figure('requests-per-second', { ...higher, unit: 'requests/s' }, overWindow(throughput, 'requestsPerSecond')),
    // The interval is of the steady window where there is one.
    ...figure(
      'output-tokens-per-second',
      {
        ...higher,
        unit: 'tokens/s',
        interval: steady === null || steady.tokensPerSecond !== null ? tokensInterval : null,
      },
      overWindow(throughput, 'tokensPerSecond'),
    ),
    ...figure(
      'items-per-second',
      { ...higher, unit: 'items/s', interval: rate?.interval ?? null },
      rate === null ? null : (rate.steadyPerSecond ?? rate.perSecond),
    ),
    ...figure('success-rate', { ...higher, unit: 'share' }, successRate),
  ]
}

/** A rate over the steady window where there is one, else over the whole. */
function overWindow(throughput: ThroughputRecord, name: 'requestsPerSecond' | 'tokensPerSecond'): JsonNumber {
  return throughput.steady?.[name] ?? throughput[name]
}

function spent({ cost, energy, requests }: RunRecord): RunFigure[] {
  const drawn = energy?.interval ?? null
  const share = (joules: JsonNumber): JsonNumber => (joules === null ? null : joules / requests.succeeded)
  const interval = drawn === null ? null : { ...drawn, low: share(drawn.low), high: share(drawn.high) }
  return [
    ...figure(
      'cost-per-request',
      { unit: 'USD', better: 'lower', interval: cost?.interval ?? null },
      cost?.usdPerRequest ?? null,
    ),
    ...figure('energy-per-request', { unit: 'J', better: 'lower', interval }, energy?.joulesPerRequest ?? null),
  ]
}

function figure(name: string, details: Omit<RunFigure, 'name' | 'value'>, value: JsonNumber): RunFigure[] {
  return value === null || !Number.isFinite(value) ? [] : [{ name, ...details, value }]
}
