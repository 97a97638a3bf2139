import { expect, test } from 'vitest'
import { serverMetricsOf } from '../../../src/servers/metrics/read-metrics.ts'

const counted = [
  'sglang:prompt_tokens_total{model_name="m",is_streaming="true"} 5000.0',
  'sglang:prompt_tokens_total{model_name="m",is_streaming="false"} 420.0',
  'sglang:generation_tokens_total{model_name="m"} 900.0',
  'sglang:num_requests_total{model_name="m"} 30.0',
  'sglang:time_to_first_token_seconds_sum{model_name="m"} 1.5',
  'sglang:time_to_first_token_seconds_count{model_name="m"} 30.0',
]

test('counters of all labels are summed; what came from every kind of cache is one figure', () => {
  const cached = ['device', 'host'].map(
    (from, i) => `sglang:cached_tokens_total{cache_source="${from}"} ${100 * (i + 1)}`,
  )
  expect(serverMetricsOf([...counted, ...cached].join('\n'))).toMatchObject({
    server: 'sglang',
    requests: 30,
    promptTokens: 5420,
    cachedTokens: 300,
    generatedTokens: 900,
    ttftSeconds: { sum: 1.5, count: 30 },
    tpotSeconds: null,
  })
})

test('a counter of cached tokens that is not there yet is 0 where requests are counted, else unknown', () => {
  expect(serverMetricsOf(counted.join('\n'))?.cachedTokens).toBe(0)
  expect(serverMetricsOf('sglang:prompt_tokens_total{model_name="m"} 7.0')?.cachedTokens).toBeNull()
})
