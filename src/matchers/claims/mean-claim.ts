import { metricDefinitions } from '../../metrics/definitions.ts'
import type { MetricName } from '../../record/metric.ts'
import type { Subject } from '../../runs/subject.ts'
import { logMean } from '../../stats/launches/launch-value.ts'
import { quantileSorted } from '../../stats/quantiles/quantile.ts'
import { judgeMeanBelow } from '../../verdicts/mean.ts'
import { judgeLaunches } from '../../verdicts/launches/judge-launches.ts'
import { judgeByFloor } from '../../verdicts/launches/judge-by-floor.ts'
import { launchValues, severalOf } from '../../verdicts/launches/launch-values.ts'
import { launchDetails, overLaunches } from '../../verdicts/launches/launch-details.ts'
import type { Claim } from './settled-claim.ts'
import { figureBeside, formatLimit, formatObserved } from '../../figures.ts'
import { noiseFloorFor } from '../../runs/launches/noise-floor-for.ts'
import { adjustedRowsOf, countedOf, failuresIncluded, failureWords, groupsOf, seriesOf } from './series-of.ts'

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
  const floor = isOfOneLaunch(subject, metric) ? noiseFloorFor(subject, { metric, statistic: 'mean' }) : null
  const judgeOf = (of: Subject): ReturnType<typeof judgeMeanBelow> => {
    const values = seriesOf(of, metric, matcher)
    return (
      judgeByLaunches(of, asked) ??
      judgeByFloor((wider) => judgeMeanBelow(values, limit, alpha, groupsOf(of, metric), wider), {
        launch: logMean(values),
        floor,
        limit,
        alpha,
      })
    )
  }
  const judgement = judgeOf(subject)
  const text = figureBeside(judgement.observed, limit)
  return {
    matcher,
    subject,
    metric,
    unit,
    what: `mean of ${metric}${failuresIncluded(subject)}${overLaunches(judgement)}`,
    inclFailures: subject.record.requests.failed > 0,
    relation: `below ${formatLimit(limit, unit)}`,
    threshold: limit,
    judgement,
    again: (shift) => judgeOf({ ...subject, shift }),
    observed: Number.isFinite(judgement.observed) ? `${text} ${unit}` : text,
    provenance: subject.record.provenance,
    counted: countedOf(metric),
    details: () => [
      shapeWords(series, unit),
      ...launchDetails(subject.record, judgement),
      ...failureWords(subject, metric),
    ],
  }
}

/** Whether all requests were made in one launch; gaps have no floor, for they are in no file that it is told from. */
function isOfOneLaunch({ record }: Subject, metric: MetricName): boolean {
  return metric !== 'interChunk' && record.launches?.length === 1
}

/** The judgement by the mean of each launch; null for a run of one, and for gaps, which belong to no request. */
function judgeByLaunches(
  subject: Subject,
  { matcher, metric, limit, alpha }: { matcher: string; metric: MetricName; limit: number; alpha: number },
): ReturnType<typeof judgeLaunches> | null {
  const { record, measured } = subject
  if (metric === 'interChunk' || severalOf(record.launches).length === 0) return null
  const rows = adjustedRowsOf(subject, metric, matcher)
  const values = launchValues(record.launches, { slots: measured.columns.slot, rows }, 'mean')
  const logs = Float64Array.from(values, ({ value }) => value)
  return judgeLaunches(logs, { limit, side: 'below', n: rows.length, alpha })
}

/** The shape of a series, which its mean alone hides. */
function shapeWords(series: Float64Array, unit: string): string {
  const sorted = series.toSorted()
  const [median, slow, most] = [0.5, 0.95, 1].map((p) => formatObserved(quantileSorted(sorted, p)))
  return `median ${median}, p95 ${slow}, max ${most} ${unit}`
}
