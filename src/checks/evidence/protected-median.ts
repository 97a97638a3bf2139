import { formatNumber } from '../../figures.ts'
import type { Metrics } from '../../metrics/distribution.ts'

/** A median that lateness is set against, in milliseconds and in words. */
export interface ProtectedMedian {
  readonly ms: number
  readonly words: string
}

/** The shortest time a request's stamps give: to its first token, or in all where it did not stream. Null for none. */
export function protectedMedian({ ttft, latency }: Metrics): ProtectedMedian | null {
  const streamed = ttft.n > 0
  const ms = streamed ? ttft.p50 : latency.p50
  return ms > 0 ? { ms, words: `${streamed ? 'time to first token' : 'latency'} of ${formatNumber(ms)} ms` } : null
}
