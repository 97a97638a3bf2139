import { now } from '../../clock.ts'
import { histogramOf, type MetricSample, sumOf } from './exposition.ts'
import type { ServerMetrics } from './server-metrics.ts'

/**
 * Metrics of SGLang (`--enable-metrics`). It has no times of prefill and decoding, and none per output token of a
 * request.
 *
 * Names: python/sglang/srt/metrics/collector.py; its Prometheus client adds `_sum`, `_count` to histograms.
 */
export function sglangMetrics(samples: readonly MetricSample[]): ServerMetrics {
  const counter = (name: string): number | null => sumOf(samples, `sglang:${name}`)
  const requests = counter('num_requests_total')
  return {
    server: 'sglang',
    at: now(),
    digits: null,
    requests,
    promptTokens: counter('prompt_tokens_total'),
    // It is not there before the first token came from the cache; releases without it count no requests either.
    cachedTokens: counter('cached_tokens_total') ?? (requests === null ? null : 0),
    generatedTokens: counter('generation_tokens_total'),
    promptSeconds: null,
    decodeSeconds: null,
    queueSeconds: histogramOf(samples, 'sglang:queue_time_seconds'),
    ttftSeconds: histogramOf(samples, 'sglang:time_to_first_token_seconds'),
    tpotSeconds: null,
    interTokenSeconds: histogramOf(samples, 'sglang:inter_token_latency_seconds'),
    latencySeconds: histogramOf(samples, 'sglang:e2e_request_latency_seconds'),
    preemptions: counter('num_retracted_requests_total'),
    draftTokens: null,
    acceptedTokens: null,
    batchedRequests: null,
  }
}
