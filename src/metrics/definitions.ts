import type { MetricName, MetricUnit } from '../record/metric.ts'

/** What a metric is: the text printed in every report. */
export interface MetricDefinition {
  readonly name: MetricName
  /** Column heading: the field's usual words. */
  readonly label: string
  readonly unit: MetricUnit
  /** In terms of the stamps of one request; n is the number of output tokens. */
  readonly formula: string
  readonly better: 'lower' | 'higher'
}

/** The definitions of every distribution this package reports, in the order they are printed. */
export const metricDefinitions: Readonly<Record<MetricName, MetricDefinition>> = {
  latency: {
    name: 'latency',
    label: 'Latency (end to end)',
    unit: 'ms',
    formula: 'end - sent',
    better: 'lower',
  },
  response: {
    name: 'response',
    label: 'Response time',
    unit: 'ms',
    formula: 'end - intended (hides no waiting)',
    better: 'lower',
  },
  ttft: {
    name: 'ttft',
    label: 'Time to first token (TTFT)',
    unit: 'ms',
    formula: 'first - sent; undefined when the answer does not stream',
    better: 'lower',
  },
  ttfv: {
    name: 'ttfv',
    label: 'Time to first visible token',
    unit: 'ms',
    formula: 'firstVisible - sent (reasoning is not visible)',
    better: 'lower',
  },
  tpot: {
    name: 'tpot',
    label: 'Time per output token (TPOT)',
    unit: 'ms',
    formula: '(end - first) / (n - 1) of each request with n >= 2',
    better: 'lower',
  },
  interChunk: {
    name: 'interChunk',
    label: 'Inter-chunk time (ITL)',
    unit: 'ms',
    formula: 'gaps between consecutive chunks, pooled over all requests',
    better: 'lower',
  },
  decodeSpeed: {
    name: 'decodeSpeed',
    label: 'Decode speed',
    unit: 'tokens/s',
    formula: '1000 / tpot of each request',
    better: 'higher',
  },
  prefillSpeed: {
    name: 'prefillSpeed',
    label: 'Prefill speed',
    unit: 'tokens/s',
    formula: 'input tokens not cached / ttft; only at concurrency 1',
    better: 'higher',
  },
}

/** All metric names, in the order they are printed. */
export const metricNames: readonly MetricName[] = Object.keys(metricDefinitions) as MetricName[]
