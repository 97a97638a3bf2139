import { resolve } from 'node:path'
import * as v from 'valibot'
import { type DataFormat, dataFormats } from '../reporters/formats/data/data-format.ts'
import { electricityFigure, powerFigure, powerSchema } from './cost/assumable.ts'
import {
  type Costing,
  costingOf,
  type ElectricityOption,
  type HardwareOption,
  type VolumeOption,
} from './cost/declared/costing.ts'
import { electricitySchema, hardwareSchema, volumeSchema } from './cost/declared/costing-schema.ts'
import type { EnergyOption, EnergyWish } from './machine/meters/energy/energy-wish.ts'
import { cacheDirectory } from './models/cache.ts'
import { type DownloadOptions, type Downloads, downloadsOf } from './models/downloads.ts'
import { downloadsSchema } from './models/downloads-schema.ts'
import { resolveModelOptions } from './models/load-options.ts'
import type { ModelLoadOptions } from './models/model-options.ts'
import { modelLoadSchema } from './models/load-schema.ts'
import { type ModelEntries, type ModelRegistry, registryOf } from './models/registry/entry.ts'
import { modelEntriesSchema } from './models/registry/entry-schema.ts'
import type { ModelOptions } from './models/model-options.ts'
import { optionsOf } from './option-check/call.ts'
import { notAllowed } from './option-check/sentences.ts'
import { shown } from './option-check/shown.ts'
import { checkOptions } from './option-check/check-options.ts'
import { milliseconds, positive, text } from './option-check/kinds.ts'
import { named } from './option-check/named.ts'
import { energyWish } from './plan/energy.ts'
import { energySchema } from './plan/energy-schema.ts'
import { rooflineSchema } from './plan/roofline-schema.ts'
import { type RooflineOption, rooflineWish, type RooflineWish, tableRoofline } from './plan/roofline.ts'
import { terminalWish } from './plan/length/terminal.ts'
import { profileSchema, runDefaultsSchema } from './plan/profile-schema.ts'
import { baselineMode, profileName, profileOf, type ProfileOptions, simulateMode } from './plan/profiles.ts'
import { type RunDefaultOptions, type RunDefaults, resolveRunDefaults } from './plan/run-defaults.ts'
import type { InconclusivePolicy } from './record/claim.ts'
import type { AssumableFigure } from './record/figure.ts'
import type { RunningService } from './targets/endpoint/running-service.ts'
import type { ServiceOptions } from './targets/endpoint/service-options.ts'
import { serviceSchema } from './targets/endpoint/service-schema.ts'
import { type SimulateOptions, type Simulation, simulationOf } from './targets/simulated/simulation.ts'
import { simulateSchema } from './targets/simulated/simulated-schema.ts'

/** Options of the plugin. Every one can be left out. */
export interface LlmBenchOptions {
  /**
   * The registry: models by names of your choice, each a spec (`{ small: 'hf:user/repo:Q4_K_M' }`) or an entry with
   * load options, checksum, licence, tags and price (`{ small: { spec: 'hf:…', license: 'mit', sha256: '…' } }`).
   */
  models?: ModelEntries | undefined
  /** Where models are downloaded from beside the hub, and how much of them is kept. */
  downloads?: DownloadOptions | undefined
  /** Defaults of loading a model. */
  model?: ModelLoadOptions | undefined
  /** Defaults of measuring. */
  run?: RunDefaultOptions | undefined
  /**
   * Named sets of run defaults, chosen with `vitest bench --mode <name>`. `quick` (20 requests, 15 s),
   * `full` (the defaults), `baseline` (the defaults, and the runs are saved) and `simulate` (the defaults,
   * and nothing is measured) are there already.
   */
  profiles?: Record<string, ProfileOptions> | undefined
  /**
   * A service that runs already: `endpoint()` measures it, and it takes the place of servers that a bench
   * would start. `LLM_BENCH_URL` goes before it.
   */
  endpoint?: ServiceOptions | undefined
  /** Electric power the machine draws under load, for costs. 30 W, marked "assumed", until set. */
  power?: { watts: number } | undefined
  /**
   * Meter of the energy that requests take: `'auto'` for the best that works here, a meter's name (`'macmon'`,
   * `'powermetrics'`, `'nvidia-smi'`, `'rapl'`, `'battery'`), `{ meter, idle: 10_000 }` to watch the idle machine
   * for so many milliseconds first, `{ watts }` that you declare, `{ read }` for a meter of your own, or `'off'`.
   * Default: what costs nothing: the watts of `power` where they are declared, else counters that are files (RAPL).
   */
  energy?: EnergyOption | undefined
  /**
   * Ways to know what the hardware can do at most, beside which the report sets each run of a local model: `'table'`
   * for what makers publish, `'measure'` to read memory for a second after each run, with its threads, `{ cpuGBs,
   * gpuGBs, cpuTflops, gpuTflops }` that you declare, or `'off'`. Default `'table'`.
   */
  roofline?: RooflineOption | undefined
  /**
   * US dollars that all files and workers of a run may spend at priced APIs together: benches are stopped before the
   * sum passes it. No limit, when left out.
   */
  maxUsd?: number | undefined
  /** Price of electricity, for costs, and the `pue` of the building. 0.15 USD, marked "assumed", until set. */
  electricity?: ElectricityOption | undefined
  /**
   * The machine that computes, for the full cost of a request beside its electricity: price, life, the share of its
   * time that it answers requests, and its idle power. Left out, no cost has hardware in it.
   */
  hardware?: HardwareOption | undefined
  /** Requests that costs are projected to, and the month that is meant. 1,000 a day and 30 days. */
  volume?: VolumeOption | undefined
  /**
   * Saves the runs as a baseline of this name, for `toNotRegressFrom`. `vitest bench --mode baseline`
   * does it once, as `main`.
   */
  baseline?: string | undefined
  /**
   * Writes the runs into `.llm-bench/history.jsonl`, for `llm-bench history` and the trends of the report.
   * `LLM_BENCH_HISTORY=on` or `off` goes before it. Default false.
   */
  history?: boolean | undefined
  /**
   * Times and lengths of the answers under `--mode simulate`, in which nothing is measured and no model, service or
   * network is touched: `{ ttft, tpot, jitter, failures, seed, tokens }`.
   */
  simulate?: SimulateOptions | undefined
  /** Policy for a claim that the samples do not settle. Default `point`. */
  inconclusive?: InconclusivePolicy | undefined
  /**
   * Folder of the report, relative to the project's root. Default `llm-bench-report` in the root of the
   * execution, one report for all projects.
   */
  outputDir?: string | undefined
  /**
   * Files for other programs that are written beside the report: `csv`, `samples-csv`, `bmf`,
   * `github-action-benchmark`, `github-action-benchmark-bigger`, `openmetrics`, `otlp`, `trace`. None, when left out.
   */
  outputs?: readonly DataFormat[] | undefined
  /**
   * Folder for synthetic models. Default: the user's cache folder. Downloads go into the Hugging Face cache, which
   * `HF_HUB_CACHE` or `HF_HOME` moves.
   */
  cacheDir?: string | undefined
  /**
   * Milliseconds that a bench test, or a test or hook of a plain file that imports this package, may take.
   * Default 600,000.
   */
  testTimeout?: number | undefined
  /** Milliseconds after which a model, a server or a load host that nobody uses is ended. Default 300,000. */
  idleTimeout?: number | undefined
}

/** Options with every default applied. */
export interface ResolvedOptions {
  readonly models: ModelRegistry
  readonly downloads: Downloads
  readonly model: ModelOptions
  readonly run: RunDefaults
  readonly profile: string
  /** A service that runs already; null for none. */
  readonly service: RunningService | null
  readonly power: AssumableFigure
  readonly electricity: AssumableFigure
  /** Declared inputs of costs beside these. */
  readonly costing: Costing
  /** US dollars that all may spend; null for no limit. */
  readonly maxUsd: number | null
  readonly energy: EnergyWish
  readonly roofline: RooflineWish
  /** Answers every request in the place of a target; null where targets are measured. */
  readonly simulate: Simulation | null
  readonly inconclusive: InconclusivePolicy
  /** Name of the baseline that is saved; null for none. */
  readonly baseline: string | null
  /** Whether runs are written into the history. */
  readonly history: boolean
  readonly outputDirectory: string
  /** Files for other programs beside the report. */
  readonly outputs: readonly DataFormat[]
  readonly cacheDirectory: string
  readonly testTimeout: number
  readonly idleTimeout: number
}

const schema = v.strictObject({
  models: v.optional(modelEntriesSchema),
  downloads: v.optional(downloadsSchema),
  model: v.optional(modelLoadSchema),
  run: v.optional(runDefaultsSchema),
  profiles: v.optional(named(v.string(), profileSchema)),
  endpoint: v.optional(serviceSchema),
  power: v.optional(powerSchema),
  electricity: v.optional(electricitySchema),
  hardware: v.optional(hardwareSchema),
  volume: v.optional(volumeSchema),
  maxUsd: v.optional(v.pipe(positive, v.description('US dollars above 0, for example 5'))),
  energy: energySchema,
  roofline: rooflineSchema,
  baseline: v.optional(text),
  history: v.optional(v.boolean()),
  simulate: v.optional(simulateSchema),
  inconclusive: v.optional(v.picklist(['point', 'fail', 'pass'])),
  outputDir: v.optional(text),
  outputs: v.optional(v.array(v.picklist(dataFormats))),
  cacheDir: v.optional(text),
  testTimeout: v.optional(milliseconds),
  idleTimeout: v.optional(milliseconds),
})

/** Name of the baseline that its mode saves where the configuration has none. */
const usualBaseline = 'main'

/**
 * The options of the plugin, checked.
 * @throws LlmBenchError `invalid-option`: one line with the option's path, the value and what is allowed
 */
export function validateOptions(options: unknown): LlmBenchOptions {
  return checkOptions(schema, options, { call: optionsOf('llmBench') })
}

/** Variable that names the folder of the report, before every configuration: `llm-bench ab` sets it. */
export const outputVariable = 'LLM_BENCH_OUTPUT'

/** Variable that has runs written into the history, or not, before every configuration. */
const historyVariable = 'LLM_BENCH_HISTORY'

function writesHistory(asked: boolean): boolean {
  const value = process.env[historyVariable] ?? ''
  if (value === '') return asked
  if (value !== 'on' && value !== 'off') throw notAllowed(historyVariable, shown(value), '"on" or "off"')
  return value === 'on'
}

/** Folders that relative paths start from. */
export interface OptionFolders {
  /** Of paths that the options name. */
  readonly root: string
  /** Of the report where the options name none: one for all projects of an execution. */
  readonly runRoot: string
}

function outputDirectory(outputDir: string | undefined, { root, runRoot }: OptionFolders): string {
  const asked = process.env[outputVariable] ?? ''
  if (asked !== '') return resolve(runRoot, asked)
  return outputDir === undefined ? resolve(runRoot, 'llm-bench-report') : resolve(root, outputDir)
}

/**
 * The options with the defaults and the profile applied.
 * @param mode value of `--mode`, or Vitest's own when it was not given
 */
export function resolveOptions(
  options: LlmBenchOptions,
  { root, runRoot }: OptionFolders,
  mode: string,
): ResolvedOptions {
  const { profiles = {} } = options
  const profile = profileName(mode, profiles)
  const { endpoint: profileEndpoint, ...profileRun } = profileOf(profile, profiles)
  const isSimulated = profile === simulateMode
  return {
    models: registryOf(options.models ?? {}),
    downloads: downloadsOf(options.downloads),
    model: resolveModelOptions(options.model ?? {}),
    run: resolveRunDefaults({ ...options.run, ...profileRun }, terminalWish()),
    profile,
    service: profileEndpoint ?? options.endpoint ?? null,
    power: powerFigure(options.power),
    electricity: electricityFigure(options.electricity),
    costing: costingOf(options),
    maxUsd: options.maxUsd ?? null,
    energy: energyWish(options.energy, options.power?.watts ?? null),
    roofline: rooflineWish(options.roofline, tableRoofline),
    simulate: isSimulated ? simulationOf(options.simulate) : null,
    inconclusive: options.inconclusive ?? 'point',
    // What was not measured is nobody's past.
    baseline: isSimulated ? null : (options.baseline ?? (profile === baselineMode ? usualBaseline : null)),
    history: writesHistory(options.history ?? false) && !isSimulated,
    outputDirectory: outputDirectory(options.outputDir, { root, runRoot }),
    outputs: options.outputs ?? [],
    cacheDirectory: cacheDirectory(options.cacheDir, root),
    testTimeout: options.testTimeout ?? 600_000,
    idleTimeout: options.idleTimeout ?? 300_000,
  }
}
