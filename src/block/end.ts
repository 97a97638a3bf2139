import type { EngineTimingsRecord, ServerFiguresRecord } from '../record/server.ts'
import type { SwitchRecord } from '../record/several/switch.ts'
import type { ClientWaits } from './drive-load.ts'
import type { Conditions } from '../machine/meters/conditions.ts'
import type { FieldChange } from '../requesters/http/field-changes.ts'

/** End of a block, with the figures and conditions of its time. */
export interface BlockEnd {
  /** Cause of the end; `cost` where one more request might have cost more than was allowed. */
  readonly endedBy: 'requests' | 'budget' | 'cost' | 'aborted'
  /** Number of requests of an open load that were due and never sent. */
  readonly unsent: number
  /** Time of clients that obey `Retry-After`, and of their waits; absent where they do not. */
  readonly waits?: ClientWaits
  /** llama.cpp's own figures over the block; null where requests shared batches. */
  readonly engineTimings: EngineTimingsRecord | null
  /** The server's own figures over the block; null for a local model and where it tells none. */
  readonly server: ServerFiguresRecord | null
  readonly conditions: Conditions
  /** Changes to the model while it was not loaded, of a server that holds several; absent where there were none. */
  readonly switches?: readonly SwitchRecord[]
  /** Number of its requests that waited for such a load; absent where none did. */
  readonly waitedForLoad?: number
  /**
   * Changes without which the server takes no request: the block was stopped before it told of any, and is
   * to be made again with them. Absent where it was made.
   */
  readonly refused?: readonly FieldChange[]
}
