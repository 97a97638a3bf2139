import type { SyncMatcherResult } from 'vitest'
import { weakest } from '../../../cost/provenance.ts'
import { formatConfidence, formatCount, formatGivenShare, formatLimit, formatShare } from '../../../figures.ts'
import { metricDefinitions } from '../../../metrics/definitions.ts'
import { timesInterval } from '../../../money/projection.ts'
import { checkOptions } from '../../../option-check/check-options.ts'
import { notAllowed } from '../../../option-check/sentences.ts'
import { plainName } from '../../../plain-text.ts'
import { finite } from '../../../record/figure.ts'
import type { MetricName } from '../../../record/metric.ts'
import { attemptsOf } from '../../../worker/attempts.ts'
import type { Acceptable } from '../../../verdicts/acceptable.ts'
import { conclude, type MatcherThis } from '../claim.ts'
import { measuredRun } from '../measured-run.ts'
import { judgedMetric } from '../metric-option.ts'
import { percentileClaim } from '../percentile-claim.ts'
import type { Claim } from '../settled-claim.ts'
import { declaredSchema } from './declared-schema.ts'

/** One percentile that somebody declared, in milliseconds. */
interface DeclaredFigure {
  readonly percentile: number
  readonly value: number
  readonly source: string
}

const percentiles = { p50: 50, p90: 90, p95: 95, p99: 99 } as const

/** Whether the other side of a comparison is a declared figure. */
export function isDeclared(other: unknown): other is object {
  return typeof other === 'object' && other !== null && Object.hasOwn(other, 'declared')
}

/** The claim that a run is better than a declared figure by more than a share, concluded. */
export function claimOverDeclared(
  state: MatcherThis,
  asked: {
    readonly matcher: string
    readonly received: unknown
    readonly other: object
    readonly by: number
    readonly of: MetricName | undefined
    readonly accept: readonly Acceptable[]
  },
): SyncMatcherResult {
  const { matcher, by } = asked
  const declared = figureOf(matcher, asked.other)
  const subject = measuredRun(asked.received, matcher, asked.accept)
  const { metric, words } = judgedMetric(asked.of, subject.record)
  const { better, unit } = metricDefinitions[metric]
  if (better !== 'lower') {
    throw notAllowed(`${matcher}({ declared }, { of })`, metric, 'a time: a declared figure is one of milliseconds')
  }
  const { alpha } = attemptsOf(state.task)
  const { percentile, value, source } = declared
  const claim = percentileClaim(subject, { matcher, metric, percentile, limit: value * (1 - by), alpha })
  const beyond = by === 0 ? '' : `more than ${formatGivenShare(by)} `
  const from = `the declared ${formatLimit(value, unit)} (${plainName(source)})`
  return conclude(state, {
    ...claim,
    relation: `${beyond}below ${from}`,
    provenance: weakest([claim.provenance, 'declared']),
    change: {
      of: 'declared',
      name: source,
      statistic: `p${percentile}`,
      before: value,
      after: typeof claim.judgement.observed === 'number' ? finite(claim.judgement.observed) : null,
      unit,
      ratio: typeof claim.judgement.observed === 'number' ? finite(claim.judgement.observed / value) : null,
      interval: timesInterval(claim.judgement.interval, 1 / value),
    },
    details: (negated, inDoubt) => [
      improvementWords(claim, value),
      ...claim.details(negated, inDoubt),
      'the other side is declared, and was not measured here',
      ...words,
    ],
  })
}

/** Improvement and speed-up over the figure: `60 % less (90 % interval 58 % to 62 %), 2.50 times as fast`. */
function improvementWords({ judgement: { observed, interval, n } }: Claim, value: number): string {
  if (typeof observed !== 'number' || !Number.isFinite(observed) || !(observed > 0)) return 'no improvement can be told'
  const less = (figure: number): string =>
    figure <= value ? `${formatShare(1 - figure / value)} less` : `${formatShare(figure / value - 1)} more`
  const range =
    interval === null || interval.low === null || interval.high === null
      ? ''
      : ` (${formatConfidence(interval.confidence)} interval ${less(interval.high)} to ${less(interval.low)})`
  return `${less(observed)}${range}, ${(value / observed).toFixed(2)} times as fast, n = ${formatCount(n)}`
}

/** The one figure that was declared. */
function figureOf(matcher: string, other: object): DeclaredFigure {
  const call = (path: string): string => `${matcher}(${path === '' ? 'other' : `{ ${path} }`})`
  const { declared } = checkOptions(declaredSchema, other, { call })
  const found = Object.entries(percentiles).flatMap(([name, percentile]) => {
    const value = declared[name as keyof typeof percentiles]
    return value === undefined ? [] : [{ percentile, value, source: declared.source }]
  })
  const [figure] = found
  if (figure === undefined || found.length > 1) {
    const count = figure === undefined ? 'no figure' : `${formatCount(found.length)} figures`
    throw notAllowed(call('declared'), count, 'one of p50, p90, p95 and p99, in milliseconds')
  }
  return figure
}
