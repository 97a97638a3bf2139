/**
 * Reports of AIPerf's requests, inference-perf, llama-benchy and llama-bench, written by hand after their real formats
 * (labelled with the source); no tool was run. Answers have 11 tokens and their first after 20 ms.
 */

/** A line of `profile_export.jsonl` of AIPerf 0.13: nanoseconds in the metadata. */
export function aiperfLine(
  index: number,
  changes: { metadata?: object; metrics?: object; error?: object } = {},
): object {
  const start = 1_795_642_741_000_000_000 + index * 200_000_000
  const value = (number: number | readonly number[], unit: string): object => ({ value: number, unit })
  return {
    metadata: {
      session_num: index,
      benchmark_phase: 'profiling',
      credit_issued_ns: start - 5_000_000,
      request_start_ns: start,
      request_end_ns: start + 130_000_000,
      was_cancelled: false,
      ...changes.metadata,
    },
    metrics: {
      request_latency: value(120, 'ms'),
      time_to_first_token: value(20, 'ms'),
      time_to_first_output_token: value(20, 'ms'),
      inter_token_latency: value(100 / 32, 'ms'),
      inter_chunk_latency: value(
        Array.from({ length: 10 }, () => 10),
        'ms',
      ),
      input_sequence_length: value(32, 'tokens'),
      output_sequence_length: value(33, 'tokens'),
      usage_prompt_tokens: value(10, 'tokens'),
      usage_completion_tokens: value(11, 'tokens'),
      ...changes.metrics,
    },
    ...(changes.error === undefined ? {} : { error: changes.error }),
  }
}

function spread(median: number): object {
  return {
    mean: median,
    min: median * 0.9,
    median,
    max: median * 1.2,
    p90: median * 1.1,
    p95: median * 1.1,
    p99: median * 1.2,
  }
}

/** `summary_lifecycle_metrics.json` of inference-perf 0.7 of 8 requests in 2 s; `rateOf` tokens an answer. */
export function inferencePerf(rateOf: 'tokenizer' | 'server'): Record<string, unknown> {
  const [own, server] = [33 * 8, 11 * 8]
  return {
    benchmark_time_seconds: 2,
    load_summary: { count: 8, schedule_delay: spread(0.001) },
    successes: {
      count: 8,
      latency: {
        request_latency: spread(0.12),
        normalized_time_per_output_token: spread(0.0036),
        time_per_output_token: spread(rateOf === 'server' ? 0.01 : 0.0031),
        time_to_first_token: spread(0.02),
        inter_token_latency: spread(0.001),
      },
      throughput: { output_tokens_per_sec: (rateOf === 'server' ? server : own) / 2, requests_per_sec: 4 },
      prompt_tokens: { total: 80, cached: 0, mean: 10 },
      output_len: { mean: 33 },
      output_tokens: { total: server, mean: 11 },
      token_count_mismatches: 8,
      client_fallback_requests: { prompt: 0, output: 0 },
    },
    failures: { count: 2, request_latency: null, by_label: {} },
  }
}

/** The JSON of llama-benchy 0.4 (llama_benchy/results.py). */
export const llamaBenchy: Record<string, unknown> = {
  version: '0.4.0',
  timestamp: '2026-11-25 21:39:17Z',
  latency_mode: 'none',
  latency_ms: 0,
  model: 'm',
  max_concurrency: 2,
  benchmarks: [
    {
      concurrency: 2,
      context_size: 4096,
      prompt_size: 32,
      response_size: 11,
      is_context_prefill_phase: false,
      pp_req_throughput: { mean: 700, std: 90, values: [600, 650, 800] },
      tg_req_throughput: { mean: 100, std: 10, values: [125, 100, 80] },
      ttfr: { mean: 15, std: 1, values: [15, 16, 14] },
      e2e_ttft: { mean: 20, std: 1, values: [20, 21, 19] },
    },
  ],
}

/** A test of `llama-bench -o json` (llama.cpp, tools/llama-bench). */
export function llamaBenchTest(changes: Record<string, unknown>): Record<string, unknown> {
  return {
    build_commit: 'de3ff81',
    build_number: 1,
    backends: 'CPU',
    model_filename: '/home/somebody/models/tiny.gguf',
    model_type: 'llama ?B all F32',
    n_batch: 2048,
    n_threads: 4,
    n_prompt: 0,
    n_gen: 16,
    n_depth: 0,
    test_time: '2026-11-26T11:46:33Z',
    samples_ns: [160_000_000, 320_000_000, 240_000_000],
    samples_ts: [100, 50, 66.7],
    ...changes,
  }
}
