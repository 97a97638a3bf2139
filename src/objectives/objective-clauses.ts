import { metricDefinitions, metricNames } from '../metrics/definitions.ts'
import type { MetricName } from '../record/metric.ts'
import type { Objective } from './objective.ts'
import { type PresetName, presets } from './presets.ts'
import { invalid, shown } from '../matchers/claims/arguments.ts'

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
const example = '{ ttft: { p95: 200 }, successRate: 0.99 }'

/**
 * The clauses of an objective, or of the preset of that name.
 *
 * @throws LlmBenchError `invalid-option` for an unknown preset, an empty objective or a clause that
 * cannot be meant.
 */
export function objectiveOf(objective: Objective | PresetName, matcher: string): ParsedObjective {
  if (typeof objective === 'string') return presetOf(objective, matcher)
  if (typeof objective !== 'object' || objective === null || Array.isArray(objective)) {
    throw invalid(
      `${matcher}: the objective must be an object such as ${example} or the name of a preset, ` +
        `received ${shown(objective)}`,
    )
  }
  const clauses = Object.entries(objective).flatMap(([key, value]) => clausesOf(key, value, matcher))
  if (clauses.length === 0) {
    throw invalid(`${matcher}: the objective has no clause; give it at least one, such as ${example}`)
  }
  return { name: 'the objective', source: null, clauses }
}

function presetOf(name: string, matcher: string): ParsedObjective {
  if (!Object.hasOwn(presets, name)) {
    throw invalid(`${matcher}: unknown objective ${shown(name)}; use one of ${Object.keys(presets).join(', ')}`)
  }
  const { clauses, source } = presets[name as PresetName]
  return { ...objectiveOf(clauses, matcher), name: `"${name}"`, source }
}

function clausesOf(key: string, value: unknown, matcher: string): Clause[] {
  if (key === 'successRate') return [successRate(value, matcher)]
  const metric = metricNames.find((name) => name === key)
  if (metric === undefined) {
    throw invalid(`${matcher}: unknown clause ${shown(key)}; use successRate or one of ${limitedMetrics().join(', ')}`)
  }
  if (metricDefinitions[metric].better === 'higher') {
    const time = metric === 'decodeSpeed' ? 'tpot (1000 / tokens per second)' : 'ttft'
    throw invalid(`${matcher}: ${metric} is a speed, and an objective limits times; limit ${time} instead`)
  }
  if (typeof value !== 'object' || value === null) {
    throw invalid(
      `${matcher}: ${metric} needs a statistic and its limit in ms, such as { ${metric}: { p95: 200 } }, ` +
        `received ${shown(value)}`,
    )
  }
  const limits = Object.entries(value)
  if (limits.length === 0) {
    throw invalid(`${matcher}: ${metric} has no limit; give one, such as { ${metric}: { p95: 200 } }`)
  }
  return limits.map(([statistic, limit]) => limitOf(metric, statistic, limit, matcher))
}

function limitOf(metric: MetricName, statistic: string, limit: unknown, matcher: string): Clause {
  const percentile = Object.hasOwn(percentiles, statistic) ? percentiles[statistic] : undefined
  if (percentile === undefined && statistic !== 'mean') {
    const known = ['mean', ...Object.keys(percentiles)].join(', ')
    throw invalid(`${matcher}: unknown statistic ${shown(statistic)} of ${metric}; use one of ${known}`)
  }
  if (!(typeof limit === 'number' && Number.isFinite(limit) && limit > 0)) {
    throw invalid(
      `${matcher}: the limit of ${metric} ${statistic} in ms must be a number above 0, received ${shown(limit)}`,
    )
  }
  return percentile === undefined ? { kind: 'mean', metric, limit } : { kind: 'percentile', metric, percentile, limit }
}

function successRate(ratio: unknown, matcher: string): Clause {
  if (typeof ratio === 'number' && ratio >= 0 && ratio < 1) return { kind: 'success-rate', ratio }
  throw invalid(`${matcher}: successRate must be 0 or more and below 1, received ${shown(ratio)}; 99 % is 0.99`)
}

function limitedMetrics(): MetricName[] {
  return metricNames.filter((name) => metricDefinitions[name].better === 'lower')
}
