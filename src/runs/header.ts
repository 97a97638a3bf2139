import type { AssumableFigure } from '../context.ts'
import type { Conditions } from '../host/conditions.ts'
import type { MemoryPeaks } from '../host/protocol.ts'
import type { TargetFacts } from '../targets/target.ts'
import type { Until } from '../workload/until.ts'
import type { DecisionRecord, EngineTimingsRecord, LoadRecord, WorkloadRecord } from './record.ts'

/** How a run is to be carried out, all defaults applied. */
export interface RunPlan {
  readonly requests: number
  readonly budgetMs: number
  readonly warmup: number
  readonly concurrency: number
  /** Claims the run goes on for; null for a fixed number of requests. */
  readonly until: Until | null
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
  /** Logical cores of the machine that measured. */
  readonly cores: number
}

/** What is known once a run has ended, however it did. */
export interface RunEnd {
  readonly endedBy: LoadRecord['endedBy']
  /** One line when it ended early. */
  readonly error: string | null
  readonly engineTimings: EngineTimingsRecord | null
  readonly peaks: MemoryPeaks | null
  readonly decisions: readonly DecisionRecord[]
  /** The worst of what went on around the measured blocks; null when none ended. */
  readonly conditions: Conditions | null
}
