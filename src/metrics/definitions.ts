import { type MetricDefinition, metrics } from './metrics.ts'
import type { MetricName } from '../record/metric.ts'

/** The definitions of every distribution this package reports, in the order they are printed. */
export const metricDefinitions: Readonly<Record<MetricName, MetricDefinition>> = metrics

/** All metric names, in the order they are printed. */
export const metricNames: readonly MetricName[] = Object.keys(metricDefinitions) as MetricName[]
