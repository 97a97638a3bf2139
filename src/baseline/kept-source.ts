import type { MetricName } from '../record/metric.ts'
import { cachedShareOf } from '../metrics/cached-share.ts'
import { adjustedSeries } from '../metrics/series.ts'
import type { RunRecord } from '../record/run.ts'
import { decodeColumns } from '../samples/columns.ts'
import { sortedBySent } from '../samples/join-columns.ts'
import type { KeptSamples } from '../record/baseline.ts'
import { type MedianSource, sourceOfDigest, sourceOfValues } from './median-source.ts'

/** A metric of a kept run: its samples, its median alone, or nothing. */
export type KeptMetric =
  | { readonly kind: 'samples'; readonly source: MedianSource }
  /** The median of the record alone, from which no interval can be made. */
  | { readonly kind: 'point'; readonly median: number; readonly n: number }
  | { readonly kind: 'missing' }

/** A metric of a run by the samples that were kept, or by the record's point. */
export function keptMetric(metric: MetricName, record: RunRecord, samples: KeptSamples): KeptMetric {
  const source = sourceOfKept(metric, record, samples)
  if (source !== null && source.n > 0) return { kind: 'samples', source }
  // A foreign report may lack a metric of ours, and a file is no longer ours once it was written.
  const points = (record.metrics as Partial<RunRecord['metrics']>)[metric]
  const median = points?.adjusted.p50 ?? points?.p50 ?? null
  return median === null || points === undefined ? { kind: 'missing' } : { kind: 'point', median, n: points.n }
}

function sourceOfKept(metric: MetricName, record: RunRecord, samples: KeptSamples): MedianSource | null {
  // Gaps between chunks are not kept; the others follow from a request's stamps.
  if (samples.kind === 'points' || metric === 'interChunk') return null
  if (samples.kind === 'digests') {
    const digest = samples.digests[metric]
    return digest === undefined ? null : sourceOfDigest(digest)
  }
  const measured = {
    // What an older release kept is in the order in which it ended.
    columns: sortedBySent(decodeColumns(samples.columns)),
    gaps: new Float64Array(),
    concurrency: record.load.concurrency,
    cachedShare: cachedShareOf(record.tokens),
  }
  return sourceOfValues(adjustedSeries(metric, measured))
}
