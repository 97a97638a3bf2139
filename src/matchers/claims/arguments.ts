import { LlmBenchError } from '../../errors.ts'
import { metricNames } from '../../metrics/definitions.ts'
import type { MetricName } from '../../record/metric.ts'
import type { AcceptOption } from './accept-option.ts'

/** Options that name the metric a matcher judges, and the grounds its claim may rest on. */
export interface MetricOption extends AcceptOption {
  /** Name of the metric; `latency` (end to end) when left out. */
  readonly of?: MetricName
}

/**
 * The number itself when it is finite and above 0.
 * @throws LlmBenchError `invalid-option` for any other value
 */
export function positive(value: number, matcher: string, what: string): number {
  if (typeof value === 'number' && Number.isFinite(value) && value > 0) return value
  throw invalid(`${matcher}: ${what} must be a number above 0, received ${shown(value)}`)
}

/**
 * The number itself when it is finite and 0 or more.
 * @throws LlmBenchError `invalid-option` for any other value
 */
export function notNegative(value: number, matcher: string, what: string): number {
  if (typeof value === 'number' && Number.isFinite(value) && value >= 0) return value
  throw invalid(`${matcher}: ${what} must be a number, 0 or more, received ${shown(value)}`)
}

/**
 * The metric an option names, `latency` by default.
 * @throws LlmBenchError `invalid-option` for an unknown name
 */
export function metricOf(option: MetricOption | undefined, matcher: string): MetricName {
  const name = option?.of ?? 'latency'
  if (metricNames.includes(name)) return name
  throw invalid(`${matcher}: unknown metric ${shown(name)} in { of }; use one of ${metricNames.join(', ')}`)
}

/** The error for an argument that cannot be meant. */
export function invalid(message: string): LlmBenchError {
  return new LlmBenchError('invalid-option', message)
}

/** A received value in an error message: on one line, and short. */
export function shown(value: unknown): string {
  const text = typeof value === 'string' ? JSON.stringify(value) : String(value)
  return text.length > 80 ? `${text.slice(0, 79)}…` : text
}
