import type { MetricName } from '../../record/metric.ts'
import type { AcceptOption } from './accept-option.ts'

/** Options that name the metric a matcher judges, and the grounds its claim may rest on. */
export interface MetricOption extends AcceptOption {
  /** Name of the metric; `latency` (end to end) when left out. */
  readonly of?: MetricName
}
