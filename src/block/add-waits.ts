import type { ClientWaits } from './drive-load.ts'

/** Times of the clients of several blocks or hosts together; null where none of them was to wait. */
export function addWaits(all: readonly (ClientWaits | undefined)[]): ClientWaits | null {
  const known = all.filter((waits) => waits !== undefined)
  if (known.length === 0) return null
  return known.reduce((sum, { clientMs, waitedMs }) => ({
    clientMs: sum.clientMs + clientMs,
    waitedMs: sum.waitedMs + waitedMs,
  }))
}
