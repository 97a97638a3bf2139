import { sizeForMedian } from '../baseline/median-source.ts'
import type { DigestRecord } from '../record/samples.ts'
import type { KeptSamples } from '../record/baseline.ts'
import { pointsOf } from '../metrics/distribution.ts'
import type { MetricName } from '../record/metric.ts'
import { momentsOf } from '../stats/moments.ts'
import { digestOf } from '../stats/quantiles/digest.ts'
import type { ForeignPoints, ForeignValues } from './foreign-points.ts'

/** The statistics of values that a report lists: R-7 percentiles. */
export function pointsOfValues(values: ForeignValues): Partial<Record<MetricName, ForeignPoints>> {
  return Object.fromEntries(
    entriesOf(values).map(([name, list]) => {
      const sd = list.length > 1 ? Math.sqrt(momentsOf(list).variance) : null
      const points: ForeignPoints = { ...pointsOf(list.toSorted()), sd }
      return [name, points]
    }),
  )
}

/**
 * The values as a baseline keeps them: a digest of each metric, for a report that lists them apart from each
 * other does not say which belong to one request. Points only where there are none, or where requests failed:
 * the place of those among the values is not known.
 */
export function digestsOf(values: ForeignValues, failed: number): KeptSamples {
  const entries = failed === 0 ? entriesOf(values) : []
  if (entries.length === 0) return { kind: 'points' }
  const digests = entries.map(([name, list]): [MetricName, DigestRecord] => [
    name,
    digestOf(list, sizeForMedian(list).effective),
  ])
  return { kind: 'digests', digests: Object.fromEntries(digests) }
}

function entriesOf(values: ForeignValues): [MetricName, Float64Array][] {
  return (Object.entries(values) as [MetricName, Float64Array][]).filter(([, { length }]) => length > 0)
}
