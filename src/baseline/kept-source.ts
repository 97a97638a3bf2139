import type { MetricName } from '../record/metric.ts'
import { cachedShareOf } from '../metrics/cached-share.ts'
import { shiftedSamples, shiftedValue, type TimeShift } from '../metrics/time-shift.ts'
import { adjustedRows, adjustedSeries, type MeasuredColumns } from '../metrics/series.ts'
import type { RunRecord } from '../record/run.ts'
import { decodeColumns } from '../samples/columns.ts'
import { sortedBySent } from '../samples/join-columns.ts'
import { launchValues } from '../verdicts/launches/launch-values.ts'
import type { KeptSamples } from '../record/baseline.ts'
import { type MedianSource, sourceOfDigest, sourceOfValues } from './median-source.ts'

const unshifted: TimeShift = { times: 0, between: 0 }

/** A metric of a kept run: its samples, its median alone, or nothing. */
export type KeptMetric =
  | { readonly kind: 'samples'; readonly source: MedianSource }
  /** The median of the record alone, from which no interval can be made. */
  | { readonly kind: 'point'; readonly median: number; readonly n: number }
  | { readonly kind: 'missing' }

/**
 * A metric of a run by the samples that were kept, or by the record's point.
 * @param shift by which its times are moved, where it is asked what an error of them can have done
 */
export function keptMetric(
  metric: MetricName,
  record: RunRecord,
  samples: KeptSamples,
  shift: TimeShift = unshifted,
): KeptMetric {
  const source = sourceOfKept(metric, record, samples, shift)
  if (source !== null && source.n > 0) return { kind: 'samples', source }
  // A foreign report may lack a metric of ours, and a file is no longer ours once it was written.
  const points = (record.metrics as Partial<RunRecord['metrics']>)[metric]
  const median = points?.adjusted.p50 ?? points?.p50 ?? null
  return median === null || points === undefined ? { kind: 'missing' } : { kind: 'point', median, n: points.n }
}

function sourceOfKept(
  metric: MetricName,
  record: RunRecord,
  samples: KeptSamples,
  shift: TimeShift,
): MedianSource | null {
  // Gaps between chunks are not kept; the others follow from a request's stamps.
  if (samples.kind === 'points' || metric === 'interChunk') return null
  if (samples.kind === 'digests') {
    const digest = samples.digests[metric]
    return digest === undefined ? null : shiftedSource(sourceOfDigest(digest), metric, shift)
  }
  const measured = keptColumns(record, samples)
  const moved = shift === unshifted ? measured : shiftedSamples(measured, metric, shift)
  const rows = adjustedRows(metric, moved)
  return sourceOfValues(
    adjustedSeries(metric, moved),
    launchValues(record.launches, { slots: measured.columns.slot, rows }, 'median'),
  )
}

/** The requests of a kept run, in the order in which they were sent; gaps between chunks are not kept. */
export function keptColumns(
  record: Pick<RunRecord, 'load' | 'tokens'>,
  { columns }: Extract<KeptSamples, { kind: 'columns' }>,
): MeasuredColumns {
  return {
    // What an older release kept is in the order in which it ended.
    columns: sortedBySent(decodeColumns(columns)),
    gaps: new Float64Array(),
    concurrency: record.load.concurrency,
    cachedShare: cachedShareOf(record.tokens),
  }
}

/** A digest's values, moved one by one. */
function shiftedSource(source: MedianSource, metric: MetricName, shift: TimeShift): MedianSource {
  if (shift === unshifted) return source
  const moved = (value: number): number => shiftedValue(value, metric, shift)
  // A speed falls where its times grow, but ranks are asked for by the order of what was kept.
  return { ...source, median: moved(source.median), at: (rank) => moved(source.at(rank)) }
}
