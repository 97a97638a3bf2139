import type { Costing } from '../cost/declared/costing.ts'
import type { RunDefaults } from '../plan/run-defaults.ts'
import type { AssumableFigure } from '../record/figure.ts'
import type { Simulation } from '../targets/simulated/simulation.ts'
import type { WorkloadDefinition } from '../targets/workload.ts'
import type { EnergyWish } from '../machine/meters/energy/energy-wish.ts'
import type { RooflineWish } from '../plan/roofline.ts'
import type { MachineFacts } from '../record/machine/facts.ts'
import type { RunLock } from './lock/run-lock.ts'
import type { SuiteMoney } from './money/suite-money.ts'
import type { BuiltRun } from './build-run.ts'
import type { RunHeader } from '../plan/header.ts'
import type { PartNumberRecord } from '../record/parts/parts.ts'
import type { RepeatRecord } from '../record/place.ts'
import type { RunOptions } from '../plan/run-options.ts'
import type { TogetherRecord } from '../record/several/together.ts'
import type { SweepRecord } from '../record/sweep.ts'

/** One benchmark of a group. */
export interface GroupMember {
  readonly name: string
  readonly workload: WorkloadDefinition
  readonly options: RunOptions
  /** Its place in a sweep; left out for an ordinary bench. */
  readonly sweep?: SweepRecord
  /** Its place among several models that are measured together; left out for any other bench. */
  readonly together?: TogetherRecord
}

/** Settings of the project a run is measured in. */
export interface RunContext {
  /** Folder that paths in workloads are relative to. */
  readonly root: string
  /** Defaults of options that a bench does not name. */
  readonly run: RunDefaults
  readonly power: AssumableFigure
  readonly electricity: AssumableFigure
  /** Declared inputs of costs beside these. */
  readonly costing?: Costing
  /** Meter of energy where a bench does not say. */
  readonly energy?: EnergyWish
  /** Ways to know what the hardware can do at most, where a bench does not say. */
  readonly roofline?: RooflineWish
  /** Answers every request in the place of a target; null or left out where targets are measured. */
  readonly simulate?: Simulation | null
}

/** The place a group is measured in, and the listeners that are told of it. */
export interface GroupSetting {
  readonly context: RunContext
  /** Path of the file, relative to the root of the execution. */
  readonly file: string
  readonly test: string
  /** Name of the Vitest project; empty where it has none. */
  readonly project: string
  /** Label of the blob report this goes into; null without one. */
  readonly blob: string | null
  /** Number of the parts that this execution makes, where somebody said; left out where parts have none. */
  readonly part?: () => PartNumberRecord | null
  /** Milliseconds that the test may still take; null for any number. Left out where nobody ends it. */
  readonly leftMs?: () => number | null
  readonly attempt: number
  /** The repeat of its test; null for a test that is run once. */
  readonly repeat: RepeatRecord | null
  /** Error rate of a claim, retries accounted for. */
  readonly alpha: number
  /** Aborted when the test is. */
  readonly signal: AbortSignal
  /** Tells how far something is; a `name` stands before the text, and is cut where there is no room for both. */
  readonly onProgress: (topic: string, text: string, done: boolean, name?: string) => void
  /** Tells a person something once, before it happens. */
  readonly onNotice: (text: string) => void
  /** Gives the folder for this execution's journals. */
  readonly journalFolder: () => Promise<string>
  /** Money that all files and workers share; left out for no limit. */
  readonly money?: SuiteMoney
  /** Does its work while nobody else measures on this machine, or has what the lock names. */
  readonly withLock: (work: () => Promise<void>, lock?: RunLock) => Promise<void>
  /** Gives load hosts of its own to work beside which others measure; left out where nobody does. */
  readonly withRack?: <Result>(work: (rack: number) => Promise<Result>) => Promise<Result>
  /** Rack of its load hosts; left out for that of everybody who has the machine alone. */
  readonly rack?: number
  /** Whether the anchor workload is measured around it. */
  readonly isAnchored?: boolean
  /** Reads the meter that the configuration has as a function; null where it has none. */
  readonly readMeter?: (() => Promise<number>) | null
  /** Gives the facts of this machine; null where nobody asks for them. Not while anything is measured. */
  readonly machine?: (() => Promise<MachineFacts | null>) | null
  /** Called once for each member before its first request. */
  readonly onStart: (header: RunHeader) => Promise<void>
  /** Called once for each member, also for one that failed half-way. */
  readonly onRun: (run: BuiltRun) => Promise<void>
}
