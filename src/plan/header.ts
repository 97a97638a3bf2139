import type { AssumableFigure } from '../record/figure.ts'
import type { Conditions } from '../machine/meters/conditions.ts'
import type { MemoryPeaks } from '../machine/meters/memory-peaks.ts'
import type { TargetFacts } from '../targets/target.ts'
import type { LoadPlan } from '../workload/load.ts'
import type { Until } from './until.ts'
import type { DecisionRecord } from '../record/claim.ts'
import type { EngineTimingsRecord, ServerFiguresRecord } from '../record/server.ts'
import type { LoadRecord } from '../record/load.ts'
import type { SweepRecord } from '../record/sweep.ts'
import type { WorkloadRecord } from '../record/workload.ts'

/** As many as time allows. JSON has no infinity. */
export const unlimitedRequests: number = Number.MAX_SAFE_INTEGER

/** How a run is to be carried out, all defaults applied. */
export interface RunPlan {
  /** Most requests; {@link unlimitedRequests} where only time ends the run. */
  readonly requests: number
  /** The run's own length where one was asked for; null where requests end it. */
  readonly durationMs: number | null
  readonly budgetMs: number
  readonly warmup: number
  readonly load: LoadPlan
  /** Clients of a closed load; 0 for an open one, which has no fixed number of them. */
  readonly concurrency: number
  /** US dollars the run may cost; null for no limit. */
  readonly maxUsd: number | null
  /** Claims the run goes on for; null for a fixed number of requests. */
  readonly until: Until | null
}

/** Everything known before the first request: the first line of a journal. */
export interface RunHeader {
  readonly id: string
  readonly name: string
  readonly file: string
  readonly test: string
  /** Name of the Vitest project, and the label of the blob report it goes into; null without one. */
  readonly project: string
  readonly blob: string | null
  readonly attempt: number
  readonly startedAt: string
  readonly plan: RunPlan
  /** Shared by the arms of an interleaved comparison; null alone. */
  readonly comparison: string | null
  /** The load this run is a part of; null for a whole one. */
  readonly part: string | null
  /** Which level of which sweep this is; null for an ordinary run. */
  readonly sweep: SweepRecord | null
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
  /** Requests of an open load that were due and never sent. */
  readonly unsent: number
  /** Processes that made the load. */
  readonly loadHosts: number
  /** The server's own figures over the measured blocks; null where it tells none. */
  readonly server: ServerFiguresRecord | null
  /** The worst of what went on around the measured blocks; null when none ended. */
  readonly conditions: Conditions | null
}
