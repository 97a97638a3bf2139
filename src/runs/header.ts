import type { AssumableFigure } from '../context.ts'
import type { EngineTimingsRecord } from './record.ts'
import type { MemoryPeaks } from '../host/protocol.ts'
import type { TargetFacts } from '../targets/target.ts'
import type { LoadRecord, WorkloadRecord } from './record.ts'

/** How a run is to be carried out, all defaults applied. */
export interface RunPlan {
  readonly requests: number
  readonly budgetMs: number
  readonly warmup: number
  readonly concurrency: number
}

/** Everything known before the first request: the first line of a journal. */
export interface RunHeader {
  readonly id: string
  readonly name: string
  readonly file: string
  readonly test: string
  readonly attempt: number
  readonly startedAt: string
  readonly plan: RunPlan
  /** Shared by the arms of an interleaved comparison; null alone. */
  readonly comparison: string | null
  readonly facts: TargetFacts
  readonly workload: WorkloadRecord
  readonly power: AssumableFigure
  readonly electricity: AssumableFigure
}

/** What is known once a run has ended, however it did. */
export interface RunEnd {
  readonly endedBy: LoadRecord['endedBy']
  /** One line when it ended early. */
  readonly error: string | null
  readonly engineTimings: EngineTimingsRecord | null
  readonly peaks: MemoryPeaks | null
}
