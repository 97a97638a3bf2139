import type { ClientWaits } from '../block/drive-load.ts'
import type { ClientWaitsRecord } from '../record/load.ts'
import type { RunRecord } from '../record/run.ts'

/** Waits of a run's clients, and how many of them were at work on average. */
export function waitsRecord(clients: number, waits: ClientWaits | null): ClientWaitsRecord | null {
  if (waits === null) return null
  const { clientMs, waitedMs } = waits
  const share = clientMs > 0 ? Math.min(1, waitedMs / clientMs) : 0
  return { waitedMs, share, concurrency: clients * (1 - share) }
}

/** Waits of the parts of one load: clients at work add up. Null where a part's are not known. */
export function joinWaits(parts: readonly Pick<RunRecord, 'load'>[]): ClientWaitsRecord | null {
  const known = parts.flatMap(({ load }) => load.waits ?? [])
  if (known.length === 0 || known.length < parts.length) return null
  const clients = parts.reduce((sum, { load }) => sum + load.concurrency, 0)
  const concurrency = known.reduce((sum, waits) => sum + waits.concurrency, 0)
  return {
    waitedMs: known.reduce((sum, waits) => sum + waits.waitedMs, 0),
    share: clients > 0 ? 1 - concurrency / clients : 0,
    concurrency,
  }
}
