import type { RunRecord } from '../../record/run.ts'
import type { SampleColumns } from '../../samples/columns.ts'
import type { Digest } from '../../stats/quantiles/digest.ts'

/** One part of a load, with the requests it measured. */
export interface LoadPart {
  readonly record: RunRecord
  readonly columns: SampleColumns
  /** Gaps between chunks, pooled. */
  readonly gaps: Digest
  /** Unix time of the measuring machine's clock zero, in milliseconds. */
  readonly clockZero: number
  /** Name of that machine's clock; null where it has none to tell. */
  readonly clock: string | null
}
