import type { BlockEnd } from '../../block/end.ts'
import type { ServerFiguresRecord } from '../../record/server.ts'
import { differenceOf } from '../../servers/metrics/difference.ts'
import { readServerMetrics } from '../../servers/metrics/read-metrics.ts'
import type { ServerMetrics } from '../../servers/metrics/server-metrics.ts'

/**
 * Reads a server's own counters before a block; the returned function reads them after it. Both are
 * outside of what is timed. Null where it has no metrics: it is then not asked again.
 */
export function serverWatch(
  url: string,
  headers: Readonly<Record<string, string>>,
): () => Promise<() => Promise<BlockEnd['server']>> {
  let silent = false
  const read = async (): Promise<ServerMetrics | null> => {
    if (silent) return null
    // A courtesy of the server: without it the run is whole.
    const metrics = await readServerMetrics({ url, headers }).catch(() => null)
    silent = metrics === null
    return metrics
  }
  return async () => {
    const before = await read()
    return async () => {
      if (before === null) return null
      const after = await read()
      return after === null ? null : figuresOf(before, after)
    }
  }
}

function figuresOf(before: ServerMetrics, after: ServerMetrics): ServerFiguresRecord | null {
  const window = differenceOf(before, after)
  if (window === null) return null
  const { cacheHitShare: _share, prefillTokensPerSecond: _speed, ...figures } = window
  return figures
}
