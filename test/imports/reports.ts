/**
 * Reports of other tools, written by hand after their real formats (labelled with the source); no
 * tool was run. Three requests of 100, 110 and 120 ms, 11 tokens each, the first after 20 ms.
 */

/** `vllm bench serve --save-result --save-detailed` (vllm/benchmarks/serve.py); seconds in lists. */
export const vllmDetailed: Record<string, unknown> = {
  date: '20261122-081500',
  endpoint_type: 'vllm',
  backend: 'vllm',
  label: null,
  model_id: 'meta-llama/Llama-3.1-8B-Instruct',
  tokenizer_id: 'meta-llama/Llama-3.1-8B-Instruct',
  num_prompts: 4,
  request_rate: 'inf',
  burstiness: 1,
  max_concurrency: 2,
  duration: 0.25,
  completed: 3,
  failed: 1,
  total_input_tokens: 30,
  total_output_tokens: 33,
  request_throughput: 12,
  request_goodput: null,
  output_throughput: 132,
  total_token_throughput: 252,
  input_lens: [10, 10, 10, 10],
  output_lens: [11, 11, 11, 0],
  ttfts: [0.02, 0.02, 0.02, 0],
  itls: [
    Array.from({ length: 8 }, () => 0.01),
    Array.from({ length: 9 }, () => 0.01),
    Array.from({ length: 10 }, () => 0.01),
    [],
  ],
  start_times: [100, 100.001, 100.102, 100.112],
  queue_times: [0, 0, 0.1, 0.1],
  generated_texts: ['', '', '', ''],
  errors: ['', '', '', 'Bad Gateway'],
  max_output_tokens_per_s: 33,
  max_concurrent_requests: 2,
  mean_ttft_ms: 20,
  median_ttft_ms: 20,
  std_ttft_ms: 0,
  p99_ttft_ms: 20,
  mean_tpot_ms: 9,
  median_tpot_ms: 9,
  std_tpot_ms: 0.8,
  p99_tpot_ms: 10,
  mean_itl_ms: 10,
  median_itl_ms: 10,
  std_itl_ms: 0,
  p99_itl_ms: 10,
}

const detailFields = new Set([
  'input_lens',
  'output_lens',
  'ttfts',
  'itls',
  'start_times',
  'queue_times',
  'generated_texts',
  'errors',
])

/** The same without `--save-detailed`, all requests answered. */
export const vllmSummary: Record<string, unknown> = {
  ...Object.fromEntries(Object.entries(vllmDetailed).filter(([name]) => !detailFields.has(name))),
  num_prompts: 3,
  failed: 0,
}

interface Summary {
  successful: Record<string, unknown>
  errored: { count: number; median: number }
}

function summary(values: readonly number[]): Summary {
  const sorted = values.toSorted((one, other) => one - other)
  const median = sorted[Math.floor(sorted.length / 2)] ?? 0
  const total = values.reduce((sum, value) => sum + value, 0)
  return {
    successful: {
      mean: total / values.length,
      median,
      mode: median,
      variance: 1,
      std_dev: 1,
      min: sorted[0],
      max: sorted.at(-1),
      count: values.length,
      total_sum: total,
      percentiles: { p50: median, p90: sorted.at(-1), p95: sorted.at(-1), p99: sorted.at(-1) },
      pdf: null,
    },
    errored: { count: 0, median: 0 },
  }
}

/** `benchmarks.json` of GuideLLM 0.6 (guidellm/benchmark/schemas/generative); Unix seconds. */
export function guidellmReport(withRequests: boolean): Record<string, unknown> {
  const latencies = [0.1, 0.11, 0.12]
  const requests = latencies.map((latency, index) => ({
    type_: 'generative_request_stats',
    request_id: `r${index}`,
    info: {
      status: 'completed',
      timings: {
        targeted_start: 1000 + index,
        request_start: 1000.005 + index,
        first_token_iteration: 1000.025 + index,
        first_output_token_iteration: 1000.025 + index,
        last_token_iteration: 1000.005 + index + latency,
        token_iterations: 11,
        request_end: 1000.007 + index + latency,
        resolve_end: 1000.008 + index + latency,
      },
    },
    prompt_tokens: 10,
    output_tokens: 11,
  }))
  return {
    metadata: { version: 1, guidellm_version: '0.6.0', python_version: '3.12.3', platform: 'Linux' },
    args: { profile: 'synchronous', processor: 'org/model' },
    benchmarks: [
      {
        type_: 'generative_benchmark',
        config: { strategy: { type_: 'synchronous' }, backend: { model: 'org/model' } },
        start_time: 1000,
        end_time: 1003,
        duration: 3,
        metrics: {
          request_totals: { successful: 3, incomplete: 0, errored: 0, total: 3 },
          request_latency: summary(latencies.map((latency) => latency + 0.002)),
          prompt_token_count: summary([10, 10, 10]),
          output_token_count: summary([11, 11, 11]),
          time_to_first_token_ms: summary([20, 20, 20]),
          time_to_first_output_token_ms: summary([20, 20, 20]),
          time_per_output_token_ms: summary([9.09, 10, 10.9]),
          inter_token_latency_ms: summary([8, 9, 10]),
          request_concurrency: summary([1]),
        },
        requests: { successful: withRequests ? requests : requests.slice(0, 1), incomplete: [], errored: [] },
      },
    ],
  }
}

/** `profile_export_aiperf.json` of schema 1 (aiperf/common/models/export_models.py). */
export const aiperfSummary: Record<string, unknown> = {
  schema_version: '1.4',
  aiperf_version: '0.13.0',
  input_config: { endpoint: { model_names: ['org/model'], streaming: true }, loadgen: { concurrency: 4 } },
  start_time: '2026-11-22T08:15:00Z',
  end_time: '2026-11-22T08:16:00Z',
  was_cancelled: false,
  request_count: { unit: 'requests', avg: 97 },
  error_request_count: { unit: 'requests', avg: 0 },
  benchmark_duration: { unit: 'sec', avg: 60 },
  request_throughput: { unit: 'requests/sec', avg: 1.6 },
  request_latency: { unit: 'ms', avg: 112, p50: 110, p90: 120, p95: 125, p99: 130, min: 100, max: 131, std: 5 },
  time_to_first_token: { unit: 'ms', avg: 20, p50: 20, p90: 22, p95: 23, p99: 24, min: 18, max: 25, std: 1 },
  time_to_second_token: { unit: 'ms', avg: 9, p50: 9 },
  inter_token_latency: { unit: 'ms', avg: 9, p50: 9, p99: 10, min: 8, max: 10, std: 0.5 },
  inter_chunk_latency: { unit: 'ms', avg: 10, p50: 10 },
  output_token_throughput: { unit: 'tokens/sec', avg: 132 },
  output_token_throughput_per_user: { unit: 'tokens/sec/user', avg: 111, p50: 111 },
  total_osl: { unit: 'tokens', avg: 1067 },
}
