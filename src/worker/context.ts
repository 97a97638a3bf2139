import type { Costing } from '../cost/declared/costing.ts'
import type { EnergyWish } from '../machine/meters/energy/energy-wish.ts'
import type { RooflineWish } from '../plan/roofline.ts'
import type { Shard } from '../plan/start/part-number.ts'
import type { RunDefaults } from '../plan/run-defaults.ts'
import type { AssumableFigure } from '../record/figure.ts'
import type { Downloads } from '../models/downloads.ts'
import type { ModelOptions } from '../models/model-options.ts'
import type { ModelRegistry } from '../models/registry/entry.ts'
import type { InconclusivePolicy } from '../record/claim.ts'
import type { RunningService } from '../targets/endpoint/running-service.ts'
import type { Simulation } from '../targets/simulated/simulation.ts'

/** Settings and addresses that the plugin, in Vitest's main process, gives every worker. Plain data. */
export interface WorkerContext {
  /** Socket or named pipe of the broker that owns the model hosts. */
  readonly broker: string
  /** Name of the project; empty where it has none. */
  readonly project: string
  /** Root of the execution: files are named relative to it, and baselines are in it. */
  readonly runRoot: string
  /** Folder that relative paths of this project's options and benches start from. */
  readonly root: string
  /** Root of the project, which imports that Vite has resolved are relative to. */
  readonly projectRoot: string
  /** Folder of the project's report, absolute. */
  readonly outputDirectory: string
  /** The registry of models. */
  readonly models: ModelRegistry
  readonly downloads: Downloads
  /** Folder of synthetic models, absolute. */
  readonly cacheDirectory: string
  /** Name chosen with `--mode`; `default` when none was. */
  readonly profile: string
  /** A service that runs already, measured instead of one that would be started; null for none. */
  readonly service: RunningService | null
  /** Answers every request in the place of a target; null where targets are measured. */
  readonly simulate: Simulation | null
  readonly inconclusive: InconclusivePolicy
  /** Name of the baseline that this run is saved as; null for none. */
  readonly baseline: string | null
  /** Defaults of `bench()` and `measure()` after the profile was applied. */
  readonly run: RunDefaults
  /** Shard of the execution; null where it is whole. */
  readonly shard: Shard | null
  /** Defaults of loading a model. */
  readonly model: ModelOptions
  readonly power: AssumableFigure
  readonly electricity: AssumableFigure
  readonly costing: Costing
  /** US dollars that all files and workers may spend at priced APIs; null for no limit. */
  readonly maxUsd: number | null
  /** Meter of energy where a bench does not say. */
  readonly energy: EnergyWish
  /** Ways to know what the hardware can do at most, where a bench does not say. */
  readonly roofline: RooflineWish
  /** Milliseconds a plain test file that uses our `test` may take. */
  readonly testTimeout: number
  /** As `testTimeout`, of its hooks. */
  readonly hookTimeout: number
}

declare module 'vitest' {
  interface ProvidedContext {
    'vitest-llm-bench': WorkerContext
  }
}
