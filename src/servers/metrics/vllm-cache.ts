import { firstSumOf, type MetricSample, sumOf } from './exposition.ts'

/** Share of the prompt tokens below which what was looked up cannot be tokens: blocks hold 8 and more. */
const blockShare = 0.5

/**
 * Prompt tokens that vLLM took from a cache, in tokens: of its own prefix cache and of one that a connector brings.
 * Releases up to 0.8 counted blocks under the names with `gpu_`. Null where it is not told.
 */
export function vllmCachedTokens(samples: readonly MetricSample[]): number | null {
  const total = sumOf(samples, 'vllm:prompt_tokens_cached_total')
  if (total !== null) return total
  const counter = (name: string): number | null => firstSumOf(samples, [`vllm:${name}_total`, `vllm:gpu_${name}_total`])
  const hits = counter('prefix_cache_hits')
  const unit = hits === null ? null : unitOf(samples, counter('prefix_cache_queries'))
  if (hits === null || unit === null) return null
  return hits * unit + (sumOf(samples, 'vllm:external_prefix_cache_hits_total') ?? 0)
}

/** Tokens of one of the things that are looked up: 1, or those of a block; null where that is not told. */
function unitOf(samples: readonly MetricSample[], queries: number | null): number | null {
  const prompts = sumOf(samples, 'vllm:prompt_tokens_total')
  if (queries === null || queries === 0 || prompts === null || queries > blockShare * prompts) return 1
  const config = samples.find(({ name }) => name === 'vllm:cache_config_info')
  const size = Number(config?.labels['block_size'])
  return Number.isInteger(size) && size > 0 ? size : null
}
