import { now } from '../../clock.ts'
import { type MetricSample, sumOf } from './exposition.ts'
import type { ServerMetrics } from './server-metrics.ts'

/** Significant digits of llama-server's numbers, which it prints as C++ streams do by default. */
const printedDigits = 6

/**
 * Metrics of llama-server (`--metrics`). It has no count of requests and no times of queueing or of
 * first tokens.
 *
 * Names: `to_metrics()` in llama.cpp's tools/server/server-task.cpp.
 */
export function llamaServerMetrics(samples: readonly MetricSample[]): ServerMetrics {
  const counter = (name: string): number | null => sumOf(samples, `llamacpp:${name}`)
  const evaluated = counter('prompt_tokens_total')
  const cachedTokens = counter('prompt_tokens_cached_total')
  const decodes = counter('n_decode_total')
  const busySlots = counter('n_busy_slots_per_decode')
  return {
    server: 'llama-server',
    at: now(),
    digits: printedDigits,
    requests: null,
    // Its own total leaves the reused ones out. Older releases do not say how many those are.
    promptTokens: evaluated === null ? null : evaluated + (cachedTokens ?? 0),
    cachedTokens,
    generatedTokens: counter('tokens_predicted_total'),
    promptSeconds: counter('prompt_seconds_total'),
    decodeSeconds: counter('tokens_predicted_seconds_total'),
    queueSeconds: null,
    ttftSeconds: null,
    tpotSeconds: null,
    interTokenSeconds: null,
    latencySeconds: null,
    preemptions: null,
    draftTokens: counter('spec_decode_num_draft_tokens_total'),
    acceptedTokens: counter('spec_decode_num_accepted_tokens_total'),
    batchedRequests:
      decodes === null || busySlots === null ? null : { sum: Math.round(busySlots * decodes), count: decodes },
  }
}
