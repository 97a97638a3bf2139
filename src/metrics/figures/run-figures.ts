import type { IntervalRecord, JsonNumber } from '../../record/figure.ts'
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

const rateUnits: Readonly<Record<string, Pick<RunFigure, 'unit' | 'better'>>> = {
  'requests-per-second': { unit: 'requests/s', better: 'higher' },
  'output-tokens-per-second': { unit: 'tokens/s', better: 'higher' },
  'items-per-second': { unit: 'items/s', better: 'higher' },
  'success-rate': { unit: 'share', better: 'higher' },
  'cost-per-request': { unit: 'USD', better: 'lower' },
  'energy-per-request': { unit: 'J', better: 'lower' },
}

/** Every name that a figure of a run may have. */
export const figureNames: readonly string[] = [
  ...slugs.flatMap(([, slug]) => statistics.map((statistic) => `${slug}-${statistic}`)),
  ...Object.keys(rateUnits),
]

/** Unit and better direction of a figure by its name. */
export function figureOf(name: string): Pick<RunFigure, 'unit' | 'better'> {
  const [metric] = slugs.find(([, slug]) => name.startsWith(`${slug}-p`)) ?? []
  if (metric === undefined) return rateUnits[name] ?? { unit: 'ms', better: 'lower' }
  const { unit, better } = metricDefinitions[metric]
  return { unit, better }
}

/** The figures that are known of a run, of answered requests; a response time only where the load is open. */
export function runFigures(run: RunRecord): RunFigure[] {
  return [...slugs.flatMap(([metric, slug]) => metricFigures(run, metric, slug)), ...rates(run), ...spent(run)]
}

function metricFigures(run: RunRecord, metric: MetricName, slug: string): RunFigure[] {
  if (metric === 'response' && run.load.kind !== 'open') return []
  const record = run.metrics[metric]
  return statistics.flatMap((statistic) =>
    figure(`${slug}-${statistic}`, record[statistic], record.intervals?.[statistic] ?? null),
  )
}

function rates({ throughput, items }: RunRecord): RunFigure[] {
  const { steady, tokensInterval, successRate } = throughput
  const rate = items?.items ?? null
  // The interval is of the steady window where there is one.
  const interval = steady === null || steady.tokensPerSecond !== null ? tokensInterval : null
  return [
    ...figure('requests-per-second', overWindow(throughput, 'requestsPerSecond')),
    ...figure('output-tokens-per-second', overWindow(throughput, 'tokensPerSecond'), interval),
    ...figure('items-per-second', rate?.steadyPerSecond ?? rate?.perSecond ?? null, rate?.interval ?? null),
    ...figure('success-rate', successRate),
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
    ...figure('cost-per-request', cost?.usdPerRequest ?? null, cost?.interval ?? null),
    ...figure('energy-per-request', energy?.joulesPerRequest ?? null, interval),
  ]
}

function figure(name: string, value: JsonNumber, interval: IntervalRecord | null = null): RunFigure[] {
  return value === null || !Number.isFinite(value) ? [] : [{ name, ...figureOf(name), value, interval }]
}
