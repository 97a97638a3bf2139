import { now } from '../../clock.ts'
import { firstSumOf, histogramOf, type MetricSample } from './exposition.ts'
import type { Observed, ServerMetrics } from './server-metrics.ts'
import { vllmCachedTokens } from './vllm-cache.ts'

/**
 * Metrics of vLLM (engine V1; names that changed since are looked for under both).
 *
 * Names: vllm/v1/metrics/loggers.py, vllm/v1/spec_decode/metrics.py; its Prometheus client adds `_total` to
 * counters and `_sum`, `_count` to histograms.
 */
export function vllmMetrics(samples: readonly MetricSample[]): ServerMetrics {
  const counter = (...names: string[]): number | null =>
    firstSumOf(
      samples,
      names.map((name) => `vllm:${name}_total`),
    )
  const observed = (...names: string[]): Observed | null =>
    names.map((name) => histogramOf(samples, `vllm:${name}`)).find((found) => found !== null) ?? null
  return {
    server: 'vllm',
    at: now(),
    digits: null,
    requests: counter('request_success'),
    promptTokens: counter('prompt_tokens'),
    cachedTokens: vllmCachedTokens(samples),
    generatedTokens: counter('generation_tokens'),
    promptSeconds: observed('request_prefill_time_seconds')?.sum ?? null,
    decodeSeconds: observed('request_decode_time_seconds')?.sum ?? null,
    queueSeconds: observed('request_queue_time_seconds'),
    ttftSeconds: observed('time_to_first_token_seconds'),
    tpotSeconds: observed('request_time_per_output_token_seconds'),
    interTokenSeconds: observed('inter_token_latency_seconds', 'time_per_output_token_seconds'),
    latencySeconds: observed('e2e_request_latency_seconds'),
    preemptions: counter('num_preemptions'),
    draftTokens: counter('spec_decode_num_draft_tokens'),
    acceptedTokens: counter('spec_decode_num_accepted_tokens'),
    batchedRequests: null,
  }
}
