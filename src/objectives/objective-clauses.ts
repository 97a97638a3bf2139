import { metricDefinitions, metricNames } from '../metrics/definitions.ts'
import type { MetricName } from '../record/metric.ts'
import type { LimitRecord } from '../record/sweep.ts'
import type { MetricLimits, Objective } from './objective.ts'
import { type PresetName, presets } from './presets.ts'
import { isObject } from '../json.ts'
import type { Call } from '../option-check/call.ts'
import { checkOptions } from '../option-check/check-options.ts'
import { noSuchName, notAllowed } from '../option-check/sentences.ts'
import { objectiveSchema } from './objective-schema.ts'

/** One clause of an objective. */
export type Clause =
  | { readonly kind: 'percentile'; readonly metric: MetricName; readonly percentile: number; readonly limit: number }
  | { readonly kind: 'mean'; readonly metric: MetricName; readonly limit: number }
  | { readonly kind: 'success-rate'; readonly ratio: number }

/** An objective taken apart. */
export interface ParsedObjective {
  /** Name for messages: a preset's in quotes, or "the objective". */
  readonly name: string
  /** Source of a preset; null for the user's own. */
  readonly source: string | null
  readonly clauses: readonly Clause[]
}

const percentiles: Readonly<Record<string, number>> = { p50: 50, p90: 90, p95: 95, p99: 99 }
/**
 * The clauses of an objective, or of the preset of that name.
 *
 * @throws LlmBenchError `invalid-option` for an unknown preset, an empty objective or a clause that
 * cannot be meant.
 */
export function objectiveOf(objective: Objective | PresetName, call: Call): ParsedObjective {
  if (typeof objective === 'string') return presetOf(objective, call)
  refuseSpeeds(objective, call)
  checkOptions(objectiveSchema, objective, { call })
  const clauses = Object.entries(objective).flatMap(([key, value]: [string, MetricLimits | number]): Clause[] =>
    typeof value === 'number' ? [{ kind: 'success-rate', ratio: value }] : clausesOf(key as MetricName, value),
  )
  return { name: 'the objective', source: null, clauses }
}

/** The times among the clauses of an objective, as a report has them. */
export function limitsOf({ clauses }: ParsedObjective): LimitRecord[] {
  return clauses.flatMap((clause): LimitRecord[] =>
    clause.kind === 'success-rate' ? [] : [{ metric: clause.metric, statistic: statisticOf(clause), ms: clause.limit }],
  )
}

function statisticOf(clause: Exclude<Clause, { readonly kind: 'success-rate' }>): LimitRecord['statistic'] {
  return clause.kind === 'mean' ? 'mean' : (`p${clause.percentile}` as LimitRecord['statistic'])
}

function presetOf(name: string, call: Call): ParsedObjective {
  if (!Object.hasOwn(presets, name))
    throw noSuchName(call(''), { name, known: Object.keys(presets), kind: 'objective' })
  const { clauses, source } = presets[name as PresetName]
  return { ...objectiveOf(clauses, call), name: `"${name}"`, source }
}

/**
 * A speed is a metric too, and the likeliest mistake.
 * @throws LlmBenchError `invalid-option`
 */
export function refuseSpeeds(objective: unknown, call: Call): void {
  const speed = metricNames.find((name) => isObject(objective) && name in objective && isSpeed(name))
  if (speed === undefined) return
  const time = speed === 'decodeSpeed' ? 'tpot (1000 / tokens per second)' : 'ttft'
  throw notAllowed(call(speed), 'a limit of a speed', `one of ${time}: an objective limits times`)
}

function isSpeed(name: MetricName): boolean {
  return metricDefinitions[name].better === 'higher'
}

function clausesOf(metric: MetricName, limits: MetricLimits): Clause[] {
  return Object.entries<number>({ ...limits }).map(([statistic, limit]) => {
    const percentile = percentiles[statistic]
    return percentile === undefined
      ? { kind: 'mean', metric, limit }
      : { kind: 'percentile', metric, percentile, limit }
  })
}
