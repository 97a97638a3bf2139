import { type MetricDefinition, metrics } from './metrics.ts'
import type { MetricName } from '../record/metric.ts'

/** The definitions of every distribution this package reports, in the order they are printed. */
export const metricDefinitions: Readonly<Record<MetricName, MetricDefinition>> = Object.fromEntries(
  Object.values(metrics).map(({ name, label, unit, formula, better }) => [
    name,
    { name, label, unit, formula, better },
  ]),
) as Record<MetricName, MetricDefinition>

/** All metric names, in the order they are printed. */
export const metricNames: readonly MetricName[] = Object.keys(metricDefinitions) as MetricName[]
