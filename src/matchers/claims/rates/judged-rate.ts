import * as v from 'valibot'
import type { Call } from '../../../option-check/call.ts'
import { checkOptions } from '../../../option-check/check-options.ts'
import { asThroughput } from '../../../metrics/items/items-record.ts'
import type { ThroughputRecord } from '../../../record/metric.ts'
import type { Subject } from '../../../runs/subject.ts'
import type { Acceptable } from '../../../verdicts/acceptable.ts'
import type { AcceptOption } from '../accept-option.ts'
import { metricEntries } from '../arguments-schema.ts'
import { notMeasured } from '../measured-run.ts'

/** Things that a rate counts. */
export type RateOf = 'outputTokens' | 'items' | 'inputTokens' | 'tasks'

/** Option that names what a rate counts, and the grounds its claim may rest on. */
export interface RateOption extends AcceptOption {
  /**
   * `items`: texts that `embed` made vectors of, or documents that `rerank` ordered; `inputTokens`: the tokens of
   * those; `tasks`: executions of a `task` that succeeded. When left out output tokens, which none of these has.
   */
  readonly of?: RateOf
}

/** A rate that a claim is about. */
export interface JudgedRate {
  readonly metric: string
  readonly unit: string
  readonly rates: ThroughputRecord
}

const rateSchema: v.GenericSchema<unknown, { of: RateOf; accept: readonly Acceptable[] }> = v.strictObject({
  of: v.optional(v.picklist(['outputTokens', 'items', 'inputTokens', 'tasks']), 'outputTokens'),
  accept: metricEntries.accept,
})

/**
 * The things that a claim about a rate counts, and the grounds it accepts.
 * @throws LlmBenchError `invalid-option`
 */
export function rateOptions(options: RateOption = {}, call: Call): { of: RateOf; accept: readonly Acceptable[] } {
  return checkOptions(rateSchema, options, { call })
}

/**
 * The rate of a run that a claim is about.
 * @throws LlmBenchError `not-measured` where the run has none of what it counts
 */
export function judgedRate({ record }: Subject, of: RateOf, matcher: string): JudgedRate {
  const { throughput } = record
  const items = record.items ?? null
  const task = record.task ?? null
  if (of === 'tasks') {
    if (task !== null)
      return { metric: 'taskThroughput', unit: 'tasks/s', rates: asThroughput(task.perSecond, throughput) }
    throw notMeasured(matcher, 'the run is of no task(): leave { of } out, or claim what it made')
  }
  if (task !== null)
    throw notMeasured(matcher, "the run is of a task, whose tokens come within its calls: claim { of: 'tasks' }")
  if (of === 'outputTokens') {
    if (items === null) return { metric: 'tokenThroughput', unit: 'tokens/s', rates: throughput }
    const what = items.kind === 'embedding' ? 'vectors' : 'scores'
    throw notMeasured(
      matcher,
      `the run made ${what} and generated no token: claim { of: 'items' }, or { of: 'inputTokens' }`,
    )
  }
  if (items === null)
    throw notMeasured(
      matcher,
      `the run generated text and has no ${of}: leave { of } out, or measure embed() or rerank()`,
    )
  if (of === 'items') return { metric: 'itemThroughput', unit: 'items/s', rates: asThroughput(items.items, throughput) }
  if (items.inputTokens === null)
    throw notMeasured(
      matcher,
      "the input tokens of its answers are unknown: have the server send usage, or claim { of: 'items' }",
    )
  return {
    metric: 'inputTokenThroughput',
    unit: 'tokens/s',
    rates: asThroughput(items.inputTokens, throughput),
  }
}
