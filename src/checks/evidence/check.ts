import type { Metrics } from '../../metrics/distribution.ts'
import type { MeasuredRequest } from '../../samples/facts.ts'
import type { RunEnd, RunHeader } from '../../plan/header.ts'
import type { CheckRecord } from '../../record/check.ts'
import type { QueueingRecord } from '../../record/server.ts'
import type { TokensRecord } from '../../record/tokens.ts'
import type { Rows } from '../../samples/table/rows.ts'

/** The evidence a check may look at. */
export interface CheckInput {
  readonly header: RunHeader
  /** Measured requests in the order in which they were sent. */
  readonly samples: Rows<MeasuredRequest>
  readonly end: RunEnd
  readonly tokens: TokensRecord
  readonly metrics: Metrics
  /** Time that requests waited for others; null where nobody can tell. */
  readonly queueing: QueueingRecord | null
}

/** Looks at one condition of a measurement; null where it does not apply. */
export type Check = (input: CheckInput) => CheckRecord | null
