import { metricNames } from '../metrics/definitions.ts'
import type { MetricName } from '../record/metric.ts'
import { cachedShareOf } from '../metrics/cached-share.ts'
import { adjustedSeries } from '../metrics/series.ts'
import type { RunRecord } from '../record/run.ts'
import type { EncodedColumns } from '../record/samples.ts'
import { decodeColumns } from '../samples/columns.ts'
import { sortedBySent } from '../samples/join-columns.ts'
import type { KeptSamples } from '../record/baseline.ts'
import { type Digest, digestOf } from '../stats/quantiles/digest.ts'
import { sizeForMedian } from './median-source.ts'

/** Requests up to which all of them are kept: about 2 MB of JSON. */
export const mostColumns = 20_000

/** A run's requests as a baseline keeps them: the columns, or above 20,000 a digest of each metric. */
export function keepSamples(record: RunRecord, columns: EncodedColumns): KeptSamples {
  if (columns.n <= mostColumns) return { kind: 'columns', columns }
  const measured = {
    columns: sortedBySent(decodeColumns(columns)),
    gaps: new Float64Array(),
    concurrency: record.load.concurrency,
    cachedShare: cachedShareOf(record.tokens),
  }
  const digests: Partial<Record<MetricName, Digest>> = {}
  for (const metric of metricNames) {
    // Gaps between chunks are not kept.
    if (metric === 'interChunk') continue
    const series = adjustedSeries(metric, measured)
    if (series.length > 0) digests[metric] = digestOf(series, sizeForMedian(series).effective)
  }
  return { kind: 'digests', digests }
}
