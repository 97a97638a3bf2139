import type { EngineTimingsRecord, ServerFiguresRecord } from '../record/server.ts'
import type { Conditions } from '../machine/meters/conditions.ts'

/** How a block ended, and what went on meanwhile. */
export interface BlockEnd {
  /** `cost`: one more request might have cost more than was allowed. */
  readonly endedBy: 'requests' | 'budget' | 'cost' | 'aborted'
  /** Requests of an open load that were due and never sent. */
  readonly unsent: number
  /** llama.cpp's own figures over the block; null where requests shared batches. */
  readonly engineTimings: EngineTimingsRecord | null
  /** The server's own figures over the block; null for a local model and where it tells none. */
  readonly server: ServerFiguresRecord | null
  readonly conditions: Conditions
}
