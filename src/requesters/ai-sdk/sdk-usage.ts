import { at, objectOf } from '../../json.ts'
import { type AnswerUsage, laterUsage, usageOf } from '../../http/answer/usage.ts'

/** Token counts as specification v2 gives them, flat, or as v3 and newer do, nested, with the provider's own beside. */
export function sdkUsage(usage: unknown): AnswerUsage | null {
  const own = usageOf(at(usage, 'raw'))
  const first = (...paths: readonly (readonly string[])[]): unknown =>
    paths.map((path) => at(usage, ...path)).find((value) => value !== undefined && objectOf(value) === null)
  const told = usageOf({
    prompt_tokens: first(['inputTokens'], ['inputTokens', 'total']),
    completion_tokens: first(['outputTokens'], ['outputTokens', 'total']),
    total_tokens: first(['totalTokens']),
    // An SDK writes 0 where the provider said nothing.
    cache_read_input_tokens:
      first(['cachedInputTokens'], ['inputTokens', 'cacheRead'], ['inputTokenDetails', 'cacheReadTokens']) || null,
    cache_write_tokens: first(['inputTokens', 'cacheWrite'], ['inputTokenDetails', 'cacheWriteTokens']) || null,
    reasoning_tokens:
      first(['reasoningTokens'], ['outputTokens', 'reasoning'], ['outputTokenDetails', 'reasoningTokens']) || null,
  })
  return laterUsage(own, told)
}
