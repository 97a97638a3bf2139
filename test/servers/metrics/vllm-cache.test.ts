import { expect, test } from 'vitest'
import { serverMetricsOf } from '../../../src/servers/metrics/read-metrics.ts'

function cachedOf(...lines: readonly string[]): number | null | undefined {
  return serverMetricsOf(['vllm:prompt_tokens_total{engine="0"} 5420', ...lines, ''].join('\n'))?.cachedTokens
}

test('the count of cached prompt tokens goes before that of hits, and a connector’s hits are added to these', () => {
  expect(cachedOf('vllm:prompt_tokens_cached_total 3840', 'vllm:prefix_cache_hits_total 1')).toBe(3840)
  const own = ['vllm:prefix_cache_queries_total 5420', 'vllm:prefix_cache_hits_total 3840']
  expect(cachedOf(...own)).toBe(3840)
  expect(cachedOf(...own, 'vllm:external_prefix_cache_hits_total 100')).toBe(3940)
  expect(cachedOf()).toBeNull()
})

test('hits of old releases are blocks: tokens by the size of a block, and unknown where that is not told', () => {
  const blocks = ['vllm:gpu_prefix_cache_queries_total 330', 'vllm:gpu_prefix_cache_hits_total 240']
  expect(cachedOf(...blocks, 'vllm:cache_config_info{block_size="16",cache_dtype="auto"} 1')).toBe(3840)
  expect(cachedOf(...blocks)).toBeNull()
  expect(cachedOf(...blocks, 'vllm:cache_config_info{block_size="None"} 1')).toBeNull()
  expect(cachedOf('vllm:gpu_prefix_cache_queries_total 5420', 'vllm:gpu_prefix_cache_hits_total 3840')).toBe(3840)
})
