import type { SyncMatcherResult } from 'vitest'
import { weakest } from '../../../cost/provenance.ts'
import { formatConfidence, formatCount, formatGivenShare, formatLimit, formatShare } from '../../../figures.ts'
import { metricDefinitions } from '../../../metrics/definitions.ts'
import { timesInterval } from '../../../money/projection.ts'
import { notAllowed } from '../../../option-check/sentences.ts'
import { plainName } from '../../../plain-text.ts'
import { finite } from '../../../record/figure.ts'
import type { MetricName } from '../../../record/metric.ts'
import type { Subject } from '../../../runs/subject.ts'
import { attemptsOf } from '../../../worker/attempts.ts'
import type { Acceptable } from '../../../verdicts/acceptable.ts'
import { conclude, type MatcherThis } from '../claim.ts'
import { measuredRun } from '../measured-run.ts'
import { judgedMetric } from '../metric-option.ts'
import type { Claim } from '../settled-claim.ts'
import { type DeclaredFigure, declaredFigure } from './declared-figure.ts'
import { betterThan } from './figure-claim.ts'

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
  const declared = declaredFigure(matcher, asked.other)
  if (declared.name === 'throughput' && asked.of !== undefined) {
    const call = `${matcher}({ declared: { throughput } }, { of })`
    throw notAllowed(call, asked.of, 'no { of }: a throughput is that of all requests together')
  }
  const subject = measuredRun(asked.received, matcher, asked.accept)
  const { metric, words, better } = metricOf(declared, asked.of, subject)
  const { alpha } = attemptsOf(state.task)
  const { name, value, source } = declared
  const limit = Number((value * (better === 'lower' ? 1 - by : 1 + by)).toPrecision(12))
  const claim = betterThan(subject, { matcher, name, metric, limit, alpha })
  const beyond = by === 0 ? '' : `more than ${formatGivenShare(by)} `
  const from = `the declared ${formatLimit(value, claim.unit)} (${plainName(source)})`
  const observed = typeof claim.judgement.observed === 'number' ? claim.judgement.observed : Number.NaN
  return conclude(state, {
    ...claim,
    relation: `${beyond}${better === 'lower' ? 'below' : 'above'} ${from}`,
    threshold: limit,
    provenance: weakest([claim.provenance, 'declared']),
    change: {
      of: 'declared',
      name: source,
      statistic: name,
      before: value,
      after: finite(observed),
      unit: claim.unit,
      ratio: finite(observed / value),
      interval: timesInterval(claim.judgement.interval, 1 / value),
    },
    details: (negated, inDoubt) => [
      improvementWords(claim, declared, better),
      ...claim.details(negated, inDoubt),
      'the other side is declared, and was not measured here',
      ...words,
    ],
  })
}

/** The metric that is claimed, and which side of the figure is the better one. */
function metricOf(
  { name }: DeclaredFigure,
  of: MetricName | undefined,
  { record }: Subject,
): { readonly metric: MetricName; readonly words: readonly string[]; readonly better: 'lower' | 'higher' } {
  const { metric, words } = judgedMetric(of, record)
  if (name === 'throughput') return { metric, words: [], better: 'higher' }
  return { metric, words, better: metricDefinitions[metric].better }
}

/** Improvement and speed-up over the figure: `60 % less (90 % interval 58 % to 62 %), 2.50 times as fast`. */
function improvementWords(
  { judgement: { observed, interval, n } }: Claim,
  { name, value }: DeclaredFigure,
  better: 'lower' | 'higher',
): string {
  if (typeof observed !== 'number' || !Number.isFinite(observed) || !(observed > 0)) return 'no improvement can be told'
  const beside = (figure: number): string =>
    figure <= value ? `${formatShare(1 - figure / value)} less` : `${formatShare(figure / value - 1)} more`
  const ends = better === 'lower' ? [interval?.high, interval?.low] : [interval?.low, interval?.high]
  const [worse = null, best = null] = ends
  const range =
    interval === null || worse === null || best === null
      ? ''
      : ` (${formatConfidence(interval.confidence)} interval ${beside(worse)} to ${beside(best)})`
  const times = better === 'lower' ? value / observed : observed / value
  const kind = name === 'throughput' ? 'as much a second' : 'as fast'
  return `${beside(observed)}${range}, ${times.toFixed(2)} times ${kind}, n = ${formatCount(n)}`
}
