import type { TokensRecord } from '../record/tokens.ts'

/**
 * Share of a run's input tokens that came from a cache, 0 to 1, where that is known of all requests together and of
 * none by itself: by the server's counters. Null where each answer tells its own, or nobody tells any.
 */
export function cachedShareOf({
  input,
  cached,
  cachedSource,
}: Pick<TokensRecord, 'input' | 'cached' | 'cachedSource'>): number | null {
  // Where none was cached, none of any request was.
  return cachedSource === 'server' && input !== null && cached !== null && cached > 0 ? cached / input : null
}
