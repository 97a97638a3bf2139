import { metricDefinitions } from '../../metrics/definitions.ts'
import type { MetricName } from '../../record/metric.ts'
import type { Subject } from '../../runs/subject.ts'
import { quantileSorted } from '../../stats/quantiles/quantile.ts'
import { judgeMeanBelow } from '../../verdicts/mean.ts'
import type { Claim } from './settled-claim.ts'
import { figureBeside, formatLimit, formatObserved } from '../../figures.ts'
import { countedOf, failureWords, seriesOf } from './series-of.ts'

/** The claim that the mean of a metric's adjusted series lies below a limit. */
export function meanClaim(
  subject: Subject,
  asked: {
    readonly matcher: string
    readonly metric: MetricName
    readonly limit: number
    readonly alpha: number
  },
): Claim {
  const { matcher, metric, limit, alpha } = asked
  const { unit } = metricDefinitions[metric]
  const series = seriesOf(subject, metric, matcher)
  const judgement = judgeMeanBelow(series, limit, alpha)
  const text = figureBeside(judgement.observed, limit)
  return {
    matcher,
    subject,
    metric,
    unit,
    what: `mean of ${metric}`,
    relation: `below ${formatLimit(limit, unit)}`,
    threshold: limit,
    judgement,
    again: (shift) => judgeMeanBelow(seriesOf({ ...subject, shift }, metric, matcher), limit, alpha),
    observed: Number.isFinite(judgement.observed) ? `${text} ${unit}` : text,
    provenance: subject.record.provenance,
    counted: countedOf(metric),
    details: () => [shapeWords(series, unit), ...failureWords(subject, metric)],
  }
}

/** The shape of a series, which its mean alone hides. */
function shapeWords(series: Float64Array, unit: string): string {
  const sorted = series.toSorted()
  const [median, slow, most] = [0.5, 0.95, 1].map((p) => formatObserved(quantileSorted(sorted, p)))
  return `median ${median}, p95 ${slow}, max ${most} ${unit}`
}
