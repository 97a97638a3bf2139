/** Moments at which the requests of a block are sent, in milliseconds after its start. Plain data. */
export type BlockLoad =
  | {
      readonly kind: 'closed'
      /** First send of each client; it sends its next request when its last is answered. */
      readonly firstSends: readonly number[]
      /** Has a client that was refused wait as long as it was told before its next request; absent: it does not. */
      readonly obeyRetryAfter?: true
    }
  | {
      readonly kind: 'open'
      /** Moment of each request, whatever became of the earlier ones; ascending. */
      readonly at: Float64Array
      /** Most in flight; a later request waits, and the wait counts in `response`. Null: no limit. */
      readonly maxConcurrency: number | null
      /** Tokens of each request where a trace says them; they take the place of the workload's prompts. */
      readonly inputTokens: Int32Array | null
      readonly outputTokens: Int32Array | null
    }

/**
 * Moment of each client's first request, in milliseconds after the block began: one in each equal
 * part of the spread, at a seeded moment of it. Evenly spaced, the first request of one client, made
 * while fewer are in flight and so faster by just that share, would end when the next client starts,
 * and equal requests that start together stay together.
 */
export function firstSends(clients: number, spreadMs: number, random: () => number): number[] {
  return Array.from({ length: clients }, (_, client) => (client === 0 ? 0 : (spreadMs * (client + random())) / clients))
}
