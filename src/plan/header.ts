import type { AssumableFigure } from '../record/figure.ts'
import type { Costing } from '../cost/declared/costing.ts'
import type { ClientWaits } from '../block/drive-load.ts'
import type { EnergyWish } from '../machine/meters/energy/energy-wish.ts'
import type { DrawnEnergyRecord } from '../record/energy.ts'
import type { Conditions } from '../machine/meters/conditions.ts'
import type { MemoryPeaks } from '../machine/meters/memory-peaks.ts'
import type { TargetFacts } from '../targets/target.ts'
import type { PageCacheWish } from '../models/page-cache/prepare-page-cache.ts'
import type { ModelLoadRecord } from '../record/loads/model-load.ts'
import type { IntrinsicRecord } from '../record/intrinsic/intrinsic.ts'
import type { LoadPlan } from '../workload/load.ts'
import type { CeilingsRecord } from '../record/machine/roofline.ts'
import type { LockOption } from './lock/lock.ts'
import type { RooflineWish } from './roofline.ts'
import type { PartNumberRecord, StartRecord } from '../record/parts/parts.ts'
import type { StartWish } from './start/start-at.ts'
import type { Until } from './until.ts'
import type { DecisionRecord } from '../record/claim.ts'
import type { EngineTimingsRecord, ServerFiguresRecord } from '../record/server.ts'
import type { LaunchRecord } from '../record/run.ts'
import type { LoadRecord } from '../record/load.ts'
import type { QualityRecord } from '../record/quality.ts'
import type { RepeatRecord } from '../record/place.ts'
import type { SwitchRecord } from '../record/several/switch.ts'
import type { TogetherRecord } from '../record/several/together.ts'
import type { SweepRecord } from '../record/sweep.ts'
import type { WorkloadRecord } from '../record/workload.ts'

/** Requests of a plan that only time ends: a whole number, for JSON has no infinity. */
export const unlimitedRequests: number = Number.MAX_SAFE_INTEGER

/** The plan a run is carried out by, all defaults applied. */
export interface RunPlan {
  /** Most requests; {@link unlimitedRequests} where only time ends the run. */
  readonly requests: number
  /** The run's own length where one was asked for; null where requests end it. */
  readonly durationMs: number | null
  readonly budgetMs: number
  readonly warmup: number
  /** Whether the warm-up of a server goes on until its requests are alike: where nobody said how long it is. */
  readonly settles: boolean
  readonly load: LoadPlan
  /** Clients of a closed load; 0 for an open one, which has no fixed number of them. */
  readonly concurrency: number
  /** US dollars the run may cost; null for no limit. */
  readonly maxUsd: number | null
  /** Times that the target is started for the run; `auto` where a pilot chooses that, and the requests of each. */
  readonly launches: number | 'auto'
  /** State of the page cache that each launch begins with; left out where nobody asked for one. */
  readonly pageCache?: PageCacheWish
  /** Claims the run goes on for; null for a fixed number of requests. */
  readonly until: Until | null
  /** Meter of its energy. */
  readonly energy: EnergyWish
  /** Ways to know what the hardware can do at most. */
  readonly roofline: RooflineWish
  /** Its share of the machine; left out for all of it. */
  readonly lock?: LockOption
  /** Moment at which its first measured request is sent; left out where it begins when it is ready. */
  readonly startAt?: StartWish
}

/** Everything known before the first request: the first line of a journal. */
export interface RunHeader {
  readonly id: string
  readonly name: string
  readonly file: string
  readonly test: string
  /** Name of the Vitest project; empty where it has none. */
  readonly project: string
  /** Label of the blob report it goes into; null without one. */
  readonly blob: string | null
  readonly attempt: number
  /** The repeat of its test; null for a test that is run once. */
  readonly repeat: RepeatRecord | null
  readonly startedAt: string
  readonly plan: RunPlan
  /** Id shared by the arms of an interleaved comparison; null alone. */
  readonly comparison: string | null
  /** The load this run is a part of; null for a whole one. */
  readonly part: string | null
  /** Its number among the parts of that load; left out where nobody said. */
  readonly partNumber?: PartNumberRecord
  /** Its place in a sweep; null for an ordinary run. */
  readonly sweep: SweepRecord | null
  /** Its place among several models that are measured together; left out for any other run. */
  readonly together?: TogetherRecord
  /** Resources that it has for itself; left out where that is the machine. */
  readonly resources?: readonly string[]
  readonly facts: TargetFacts
  readonly workload: WorkloadRecord
  /** For each prompt the place of the first equal one; left out where all differ, and by an older release. */
  readonly equalPrompts?: readonly number[]
  readonly power: AssumableFigure
  readonly electricity: AssumableFigure
  /** Declared inputs of costs beside these. Left out by an older release. */
  readonly costing?: Costing
  /** Unix time of the clock's zero, in milliseconds. Left out by an older release. */
  readonly clockZero?: number
  /** Logical cores of the machine that measured. */
  readonly cores: number
}

/** A launch of the target, or a block apart in time, as the run began to use it. */
export interface LaunchStart extends Pick<LaunchRecord, 'kind' | 'startedAt' | 'startupMs' | 'loadTimeMs'> {
  /** The turn in which its requests were made. */
  readonly slot: number
  /** All energy of its window; null where it cannot be told. Left out where nobody measured any. */
  readonly grossJoules?: number | null
  /** Moment it was ready at; left out where nobody looks at its first request. */
  readonly readyAt?: number
}

/** The money of all files that ended a run, in US dollars. */
export interface MoneyStop {
  readonly limitUsd: number
  readonly spentUsd: number
}

/** Facts of a run that are known once it has ended, in whatever way. */
export interface RunEnd {
  readonly endedBy: LoadRecord['endedBy']
  /** Reason it ended early, in one line; null for a complete run. */
  readonly error: string | null
  readonly engineTimings: EngineTimingsRecord | null
  readonly peaks: MemoryPeaks | null
  readonly decisions: readonly DecisionRecord[]
  /** Requests of an open load that were due and never sent. */
  readonly unsent: number
  /** Time of the clients and of their waits, where they obey `Retry-After`; else null. */
  readonly waits: ClientWaits | null
  /** Launches of a run that had several; empty for any other, and where nobody could tell any more. */
  readonly launches: readonly LaunchStart[]
  /** Processes that made the load. */
  readonly loadHosts: number
  /** Whether the warm-up ended with requests that got no quicker any more; null where nobody looked. */
  readonly settled: boolean | null
  /** The server's own figures over the measured blocks; null where it tells none. */
  readonly server: ServerFiguresRecord | null
  /** The worst conditions around the measured blocks; null when none ended. */
  readonly conditions: Conditions | null
  /** Energy as its meter saw it; null where none was to be measured. Left out by an older release. */
  readonly energy?: DrawnEnergyRecord | null
  /** The most that its hardware can do; null where nobody looked. Left out by an older release. */
  readonly ceilings?: CeilingsRecord | null
  /** Money of all files that ended it. Left out where that did not. */
  readonly moneyStop?: MoneyStop
  /** Changes to its model while that was not loaded. Left out where there were none. */
  readonly switches?: readonly SwitchRecord[]
  /** Loads of its model, where the state of the page cache was asked for. Left out where there were none. */
  readonly loads?: readonly ModelLoadRecord[]
  /** How well its model foretells a text. Left out where none was scored. */
  readonly intrinsic?: IntrinsicRecord
  /** Scores of its answers. Left out where none were asked for. */
  readonly quality?: QualityRecord
  /** Number of measured requests that waited for their server to load the model. Left out where none did. */
  readonly waitedForLoad?: number
  /** The moment it was to begin at, and when it was ready. Left out where none was asked for. */
  readonly start?: StartRecord
  /** Names of runs that were measured at the same time. Left out where it had the machine alone. */
  readonly beside?: readonly string[]
}
