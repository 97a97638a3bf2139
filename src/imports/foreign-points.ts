import type { MetricName, PointStatistics } from '../record/metric.ts'

/** Statistics a report gives of a metric without its samples; null where it does not say. */
export type ForeignPoints = Partial<Omit<PointStatistics, 'n'>> & {
  readonly sd?: number | null
  /** Values the points are of. */
  readonly n: number
}

/** Values of metrics in the order of their requests, in the metric's unit. */
export type ForeignValues = Readonly<Partial<Record<MetricName, Float64Array>>>
