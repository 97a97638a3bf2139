import type { BlockEnd } from '../../block/end.ts'
import type { ReadMetrics } from '../../host/server-metrics.ts'

/** Watches a server's own figures. */
export interface ServerWatch {
  /**
   * Looks before anything is measured whether they can be read.
   * @throws LlmBenchError `endpoint-refused` where they cannot, and somebody asked for them by address
   */
  check(ask: ReadMetrics): Promise<void>
  /** Reads them before a block; the function it resolves to reads them after it, and gives the difference. */
  begin(ask: ReadMetrics): Promise<() => Promise<BlockEnd['server']>>
}
