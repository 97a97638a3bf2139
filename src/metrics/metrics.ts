import type { MetricUnit, MetricName } from '../record/metric.ts'
import type { SampleColumns } from '../samples/columns.ts'

/** A metric in words: the text printed in every report. */
export interface MetricDefinition {
  readonly name: MetricName
  /** Column heading: the field's usual words. */
  readonly label: string
  readonly unit: MetricUnit
  /** Formula in terms of the stamps of one request; n is the number of decoded tokens, the end token included. */
  readonly formula: string
  readonly better: 'lower' | 'higher'
}

/** Value of a metric for one completed request; NaN where it is undefined. */
export type Formula = (columns: SampleColumns, row: number, concurrency: number) => number

/** A metric: its words, the formula of its values, and the reason for having none. */
export interface Metric extends MetricDefinition {
  /** Formula of the value for one request; null for values pooled over all requests. */
  readonly of: Formula | null
  /** Reason why a run whose requests were answered may have no value of it. */
  readonly without: string
}

const at = (column: Float64Array, row: number): number => column[row] as number

const tpot: Formula = ({ end, first, outputTokens, hiddenTokens, firstTokens }, row) => {
  const timed = at(outputTokens, row) - at(hiddenTokens, row) - at(firstTokens, row)
  return timed > 0 ? (at(end, row) - at(first, row)) / timed : Number.NaN
}

const prefillSpeed: Formula = ({ inputTokens, cachedTokens, hiddenTokens, first, sent }, row, concurrency) => {
  // Hidden reasoning is decoded before the first token: that time is no prefill.
  if (concurrency !== 1 || at(hiddenTokens, row) > 0) return Number.NaN
  const cached = at(cachedTokens, row)
  const evaluated = at(inputTokens, row) - (Number.isNaN(cached) ? 0 : cached)
  return (evaluated * 1000) / (at(first, row) - at(sent, row))
}

const withoutTokens =
  'the answers did not stream, none came in two events with text (ask for maxTokens of at least 2), or they were so ' +
  'short that the tokens of the first event could not be told (ask for more)'

/** Every metric, in the order they are printed: a new one is one object here, and its name among the records. */
export const metrics: Readonly<Record<MetricName, Metric>> = {
  latency: {
    name: 'latency',
    label: 'Latency (end to end)',
    unit: 'ms',
    formula: 'end - sent; end: the last event with text, or the first with a finish reason after it',
    better: 'lower',
    of: ({ end, sent }, row) => at(end, row) - at(sent, row),
    without: 'no request has both stamps',
  },
  response: {
    name: 'response',
    label: 'Response time',
    unit: 'ms',
    formula: 'end - intended (hides no waiting)',
    better: 'lower',
    of: ({ end, intended }, row) => at(end, row) - at(intended, row),
    without: 'no request has both stamps',
  },
  ttft: {
    name: 'ttft',
    label: 'Time to first token (TTFT)',
    unit: 'ms',
    formula: 'first - sent; undefined when the answer does not stream',
    better: 'lower',
    of: ({ first, sent }, row) => at(first, row) - at(sent, row),
    without: 'the answers did not stream',
  },
  ttfv: {
    name: 'ttfv',
    label: 'Time to first visible token',
    unit: 'ms',
    formula: 'firstVisible - sent (reasoning is not visible)',
    better: 'lower',
    of: ({ firstVisible, sent }, row) => at(firstVisible, row) - at(sent, row),
    without: 'the answers did not stream, or were reasoning only',
  },
  tpot: {
    name: 'tpot',
    label: 'Time per output token (TPOT)',
    unit: 'ms',
    formula:
      '(end - first) / (n - h - k) of each request with two events of text; h: tokens never streamed ' +
      '(hidden reasoning), k: tokens of the first event (1, or its share of the characters)',
    better: 'lower',
    of: tpot,
    without: withoutTokens,
  },
  interChunk: {
    name: 'interChunk',
    label: 'Inter-chunk time (ITL)',
    unit: 'ms',
    formula: 'gaps between consecutive chunks, pooled over all requests',
    better: 'lower',
    of: null,
    without: 'the answers did not stream, or none came in two chunks',
  },
  decodeSpeed: {
    name: 'decodeSpeed',
    label: 'Decode speed',
    unit: 'tokens/s',
    formula: '1000 / tpot of each request',
    better: 'higher',
    of: (columns, row, concurrency) => 1000 / tpot(columns, row, concurrency),
    without: withoutTokens,
  },
  prefillSpeed: {
    name: 'prefillSpeed',
    label: 'Prefill speed',
    unit: 'tokens/s',
    formula: 'input tokens not cached / ttft; only at concurrency 1',
    better: 'higher',
    of: prefillSpeed,
    without: 'it is only defined for streamed answers at concurrency 1 whose input tokens somebody counted',
  },
}
