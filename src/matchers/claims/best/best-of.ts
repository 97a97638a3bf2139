import { metricDefinitions } from '../../../metrics/definitions.ts'
import type { LaunchRecord, RunRecord } from '../../../record/run.ts'
import type { MetricName } from '../../../record/metric.ts'
import { type Estimate, meanOfLaunches } from '../../../stats/launches/estimate.ts'
import { severalOf } from '../../../verdicts/launches/launch-values.ts'

/** A figure by which one configuration may be the best. */
export type BestOf = MetricName | 'joulesPerToken' | 'joulesPerRequest' | 'tokensPerSecond' | 'memory'

/** A figure of configurations: its words, and where its value of each launch is. */
export interface BestFigure {
  /** Name as in the report. */
  readonly metric: string
  readonly words: string
  readonly better: 'lower' | 'higher'
  /** Metrics whose checks leave the claim open. */
  readonly restsOn: readonly string[]
  /** The figure of each launch; one value alone for a fact of the run. */
  readonly of: (run: RunRecord) => readonly (number | null)[]
  /** Reason why a run has none. */
  readonly without: (run: RunRecord) => string
}

const ofLaunches =
  (of: (launch: LaunchRecord) => number | null): BestFigure['of'] =>
  ({ launches }) =>
    severalOf(launches).map(of)

const noEnergy = ({ energy }: RunRecord): string => {
  if (energy === null || energy === undefined)
    return "no energy was measured: give configurations the option energy, 'auto' or { watts: 30 }"
  if (energy.refusal !== null) return `${energy.refusal.reason} (${energy.refusal.code})`
  return 'the meter could not tell the energy of each launch: make them longer, with more requests'
}

const others: Readonly<Record<Exclude<BestOf, MetricName>, BestFigure>> = {
  joulesPerToken: {
    metric: 'energyPerToken',
    words: 'energy of an output token',
    better: 'lower',
    restsOn: ['energy', 'energyPerToken'],
    of: ofLaunches(({ joulesPerOutputToken }) => joulesPerOutputToken),
    without: noEnergy,
  },
  joulesPerRequest: {
    metric: 'energy',
    words: 'energy of a request',
    better: 'lower',
    restsOn: ['energy'],
    of: ofLaunches(({ joulesPerRequest }) => joulesPerRequest),
    without: noEnergy,
  },
  tokensPerSecond: {
    metric: 'tokenThroughput',
    words: 'output tokens per second',
    better: 'higher',
    restsOn: ['tokenThroughput'],
    of: ofLaunches(({ tokensPerSecond }) => tokensPerSecond),
    without: () => 'it has no output tokens per second',
  },
  memory: {
    metric: 'memory',
    words: 'peak memory',
    better: 'lower',
    restsOn: ['memory'],
    of: ({ memory }) => [memory.peakRssBytes],
    without: () => 'nobody saw its memory',
  },
}

/** Names of all figures. */
export const bestOfNames: readonly BestOf[] = [
  ...(Object.keys(metricDefinitions) as MetricName[]),
  ...(Object.keys(others) as Exclude<BestOf, MetricName>[]),
]

/** The figure of a name. */
export function bestFigure(of: BestOf): BestFigure {
  if (Object.hasOwn(others, of)) return others[of as keyof typeof others]
  const metric = of as MetricName
  return {
    metric,
    words: `median ${metric}`,
    better: metricDefinitions[metric].better,
    restsOn: [metric],
    of: ofLaunches(({ figures }) => figures[metric]?.p50 ?? null),
    without: () => `it has no ${metric} of each launch`,
  }
}

/** Logarithm of a figure over the launches of a run, lower being better; null where it cannot be told. */
export function estimateOf({ of, better }: BestFigure, run: RunRecord): Estimate | null {
  const values = of(run)
  if (values.length === 0 || values.some((value) => value === null || !(value > 0))) return null
  const sign = better === 'lower' ? 1 : -1
  const logs = Float64Array.from(values, (value) => sign * Math.log(value ?? Number.NaN))
  const [only = Number.NaN] = logs
  return logs.length === 1 ? { value: only, variance: 0, degrees: Number.POSITIVE_INFINITY } : meanOfLaunches(logs)
}
