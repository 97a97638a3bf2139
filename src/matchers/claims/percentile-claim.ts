import { metricDefinitions } from '../../metrics/definitions.ts'
import type { MetricName } from '../../record/metric.ts'
import type { SyncMatcherResult } from 'vitest'
import type { Subject } from '../../runs/subject.ts'
import { judgePercentileBelow, type PercentileJudgement } from '../../verdicts/percentile.ts'
import { sequentialAgain, sequentialJudgement } from '../../verdicts/sequential.ts'
import { optionsOf } from '../../option-check/call.ts'
import { checkValue } from '../../option-check/check-value.ts'
import { noMore } from '../../option-check/no-more.ts'
import { limitSchema } from './arguments-schema.ts'
import { metricOptions } from './arguments.ts'
import type { MetricOption } from './metric-option.ts'
import { attemptsOf } from '../../worker/attempts.ts'
import { conclude, type Matcher, type MatcherThis } from './claim.ts'
import type { Claim } from './settled-claim.ts'
import { figureBeside, formatCount, formatLimit } from '../../figures.ts'
import { judgedMetric, withWords } from './metric-option.ts'
import { measuredRun } from './measured-run.ts'
import { countedOf, failuresIncluded, failureWords, groupsOf, seriesOf } from './series-of.ts'

/** A matcher on one percentile. */
export type PercentileMatcher = Matcher<[limit: number, options?: MetricOption]>

/** Makes `toHaveP95Below` and its like: `percentile` in per cent. */
export function percentileMatcher(matcher: string, percentile: number): PercentileMatcher {
  return function percentileBelow(received, limit, options, ...more) {
    return claimPercentileBelow(this, { matcher, percentile, received, limit, options, more, before: [] })
  }
}

/** The claim that a percentile of a metric's adjusted series lies below a limit, concluded. */
export function claimPercentileBelow(
  state: MatcherThis,
  asked: {
    readonly matcher: string
    readonly percentile: number
    readonly received: unknown
    readonly limit: number
    readonly options: MetricOption | undefined
    /** Arguments after the options, of which there are to be none. */
    readonly more: readonly unknown[]
    /** Arguments before the limit, by name. */
    readonly before: readonly string[]
  },
): SyncMatcherResult {
  const { matcher, percentile } = asked
  const call = optionsOf(matcher, ...asked.before, 'limit')
  noMore(call(''), asked.more)
  const { of, accept } = metricOptions(asked.options, call)
  const limit = checkValue(limitSchema(metricDefinitions[of ?? 'latency'].unit), asked.limit, `${matcher}(limit)`)
  const subject = measuredRun(asked.received, matcher, accept)
  const { metric, words } = judgedMetric(of, subject.record)
  const { alpha } = attemptsOf(state.task)
  return conclude(state, withWords(percentileClaim(subject, { matcher, metric, percentile, limit, alpha }), words))
}

/** The claim that a percentile of a metric's adjusted series lies below a limit. */
export function percentileClaim(
  subject: Subject,
  asked: {
    readonly matcher: string
    readonly metric: MetricName
    readonly percentile: number
    readonly limit: number
    readonly alpha: number
  },
): Claim {
  const { matcher, metric, percentile, limit, alpha } = asked
  const { unit } = metricDefinitions[metric]
  const groups = groupsOf(subject, metric)
  const judge = (series: Float64Array): PercentileJudgement =>
    judgePercentileBelow(series, percentile / 100, limit, alpha, groups)
  const decided = { metric, percentile, limit }
  const judgement = sequentialJudgement(judge(seriesOf(subject, metric, matcher)), subject.record, decided, alpha)
  return {
    matcher,
    subject,
    metric,
    unit,
    what: `p${percentile} of ${metric}${failuresIncluded(subject)}`,
    inclFailures: subject.record.requests.failed > 0,
    relation: `below ${formatLimit(limit, unit)}`,
    threshold: limit,
    judgement,
    again: (shift) => {
      const moved = seriesOf({ ...subject, shift }, metric, matcher)
      return sequentialAgain(judge(moved), subject.record, { ...decided, alpha }, moved)
    },
    observed: withUnit(judgement.observed, limit, unit),
    provenance: subject.record.provenance,
    counted: countedOf(metric),
    under: { count: judgement.n - judgement.above, of: judgement.n },
    details: (negated, inDoubt) => [
      countWords(judgement, { limit: formatLimit(limit, unit), counted: countedOf(metric), negated, inDoubt }),
      ...failureWords(subject, metric),
    ],
  }
}

function withUnit(value: number, limit: number, unit: string): string {
  const text = figureBeside(value, limit)
  return Number.isFinite(value) ? `${text} ${unit}` : text
}

function countWords(
  { above, n, most, fewest }: PercentileJudgement,
  asked: { limit: string; counted: string; negated: boolean; inDoubt: boolean },
): string {
  const { limit, counted, negated, inDoubt } = asked
  const seen = `${formatCount(above)} of ${formatCount(n)} ${counted} were at ${limit} or above`
  if (inDoubt) return seen
  if (negated) return fewest === null ? seen : `${seen}; this passes with at least ${formatCount(fewest)}`
  return most === null ? seen : `${seen}; this passes with at most ${formatCount(most)}`
}
