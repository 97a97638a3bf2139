import { resolve } from 'node:path'
import * as v from 'valibot'
import type { RunDefaults } from './plan/run-defaults.ts'
import type { AssumableFigure } from './record/figure.ts'
import { LlmBenchError } from './errors.ts'
import type { ModelOptions } from './models/model-options.ts'
import { cacheDirectory } from './models/cache.ts'
import type { InconclusivePolicy } from './record/claim.ts'
import type { RunningService } from './targets/endpoint/running-service.ts'

const positive = v.pipe(v.number(), v.finite(), v.gtValue(0))
const whole = v.pipe(v.number(), v.integer(), v.minValue(1))
const wholeOrZero = v.pipe(v.number(), v.integer(), v.minValue(0))

const modelOptions = v.strictObject({
  backend: v.optional(v.picklist(['auto', 'metal', 'cuda', 'vulkan', 'cpu'])),
  threads: v.optional(v.union([v.literal('auto'), whole])),
  gpuLayers: v.optional(v.union([v.literal('max'), wholeOrZero])),
  contextSize: v.optional(v.union([v.literal('auto'), whole])),
  batchSize: v.optional(v.union([v.literal('auto'), whole])),
  flashAttention: v.optional(v.union([v.literal('auto'), v.boolean()])),
  mmap: v.optional(v.union([v.literal('auto'), v.boolean()])),
})

const runDefaults = v.strictObject({
  requests: v.optional(whole),
  budget: v.optional(positive),
  warmup: v.optional(wholeOrZero),
})

const serviceSchema = v.strictObject({
  url: v.pipe(v.string(), v.minLength(1)),
  model: v.optional(v.pipe(v.string(), v.minLength(1))),
  apiKeyEnv: v.optional(v.pipe(v.string(), v.minLength(1))),
})

const profileSchema = v.strictObject({ ...runDefaults.entries, endpoint: v.optional(serviceSchema) })

const optionsSchema = v.strictObject({
  models: v.optional(v.record(v.string(), v.string())),
  model: v.optional(modelOptions),
  run: v.optional(runDefaults),
  profiles: v.optional(v.record(v.string(), profileSchema)),
  endpoint: v.optional(serviceSchema),
  power: v.optional(v.strictObject({ watts: positive })),
  electricity: v.optional(v.strictObject({ usdPerKwh: v.pipe(v.number(), v.finite(), v.minValue(0)) })),
  baseline: v.optional(v.pipe(v.string(), v.minLength(1))),
  inconclusive: v.optional(v.picklist(['point', 'fail', 'pass'])),
  outputDir: v.optional(v.pipe(v.string(), v.minLength(1))),
  cacheDir: v.optional(v.pipe(v.string(), v.minLength(1))),
  testTimeout: v.optional(positive),
  idleTimeout: v.optional(positive),
})

/** How a model is loaded; all optional, everything is chosen for you. */
export interface ModelLoadOptions {
  /** Compute backend. Default `auto`: the best that works here; what was used is reported. */
  backend?: ModelOptions['backend'] | undefined
  /** Engine threads. Default `auto`: calibrated when the model is loaded, and reported. */
  threads?: ModelOptions['threads'] | undefined
  /** Layers on the GPU. Default `max`. */
  gpuLayers?: ModelOptions['gpuLayers'] | undefined
  /** Tokens a sequence can hold. Default `auto`: fits the workload. */
  contextSize?: ModelOptions['contextSize'] | undefined
  /** Most tokens evaluated in one step. Default: the engine's. */
  batchSize?: ModelOptions['batchSize'] | undefined
  /** Default: the engine's. */
  flashAttention?: ModelOptions['flashAttention'] | undefined
  /** Map the file into memory. Default: the engine's. */
  mmap?: ModelOptions['mmap'] | undefined
}

/** Defaults of every `bench()` and `measure()`. */
export interface RunDefaultOptions {
  /** Requests measured, raised to two for each client. Default 200, and at least ten for each client. */
  requests?: number | undefined
  /** Milliseconds a run may take. Default 120,000. */
  budget?: number | undefined
  /** Requests before the measured ones. Default 2, or one for each client; more under an open load. */
  warmup?: number | undefined
}

/** A service that runs already. Its key stays in the environment. */
export interface ServiceOptions {
  /** For example `https://staging.example.com/v1`. */
  url: string
  /** Default: the first model it lists. */
  model?: string | undefined
  /** Name of the environment variable that holds its key. */
  apiKeyEnv?: string | undefined
}

/** What `--mode <name>` chooses. */
export interface ProfileOptions extends RunDefaultOptions {
  /** Measured by `endpoint()` and instead of every server that a bench would start. */
  endpoint?: ServiceOptions | undefined
}

/** Options of the plugin. Every one can be left out. */
export interface LlmBenchOptions {
  /** Names for model specs: `{ small: 'hf:user/repo:Q4_K_M' }`. */
  models?: Record<string, string> | undefined
  /** Defaults of loading a model. */
  model?: ModelLoadOptions | undefined
  /** Defaults of measuring. */
  run?: RunDefaultOptions | undefined
  /**
   * Named sets of run defaults, chosen with `vitest bench --mode <name>`. `quick` (20 requests, 15 s),
   * `full` (the defaults) and `baseline` (the defaults, and the runs are saved) are there already.
   */
  profiles?: Record<string, ProfileOptions> | undefined
  /**
   * A service that runs already: what `endpoint()` measures, and what takes the place of servers that
   * a bench would start. `LLM_BENCH_URL` goes before it.
   */
  endpoint?: ServiceOptions | undefined
  /** Electric power the machine draws under load, for costs. 30 W, marked "assumed", until set. */
  power?: { watts: number } | undefined
  /** Price of electricity, for costs. 0.15 USD, marked "assumed", until set. */
  electricity?: { usdPerKwh: number } | undefined
  /**
   * Saves the runs as a baseline of this name, for `toNotRegressFrom`. `vitest bench --mode baseline`
   * does it once, as `main`.
   */
  baseline?: string | undefined
  /** What decides a claim that the samples do not settle. Default `point`. */
  inconclusive?: InconclusivePolicy | undefined
  /** Folder of the report, relative to the project's root. Default `llm-bench-report`. */
  outputDir?: string | undefined
  /** Folder for downloaded and synthetic models. Default: the user's cache folder. */
  cacheDir?: string | undefined
  /** Milliseconds a bench test, or a test file that imports our `test`, may take. Default 600,000. */
  testTimeout?: number | undefined
  /** Milliseconds after which a model, a server or a load process that nobody uses is ended. Default 300,000. */
  idleTimeout?: number | undefined
}

/** Options with every default applied. */
export interface ResolvedOptions {
  readonly models: Readonly<Record<string, string>>
  readonly model: ModelOptions
  readonly run: RunDefaults
  readonly profile: string
  /** A service that runs already; null for none. */
  readonly service: RunningService | null
  readonly power: AssumableFigure
  readonly electricity: AssumableFigure
  readonly inconclusive: InconclusivePolicy
  /** Name of the baseline that is saved; null for none. */
  readonly baseline: string | null
  readonly outputDirectory: string
  readonly cacheDirectory: string
  readonly testTimeout: number
  readonly idleTimeout: number
}

/** The mode that saves a baseline, and the name it gets where the configuration has none. */
const baselineMode = 'baseline'
const usualBaseline = 'main'

const builtInProfiles: Readonly<Record<string, ProfileOptions>> = {
  full: {},
  [baselineMode]: {},
  quick: { requests: 20, budget: 15_000 },
}

/** Modes that Vitest itself sets when none is asked for. */
const vitestModes: ReadonlySet<string> = new Set(['test', 'benchmark', 'development', 'production'])

/** @throws LlmBenchError `invalid-option`: one line with the option's path, the value and what is allowed */
export function validateOptions(options: unknown): LlmBenchOptions {
  if (typeof options !== 'object' || options === null || Array.isArray(options)) {
    throw new LlmBenchError('invalid-option', `llmBench(${JSON.stringify(options)}): give an object of options`)
  }
  const result = v.safeParse(optionsSchema, options)
  if (result.success) return result.output
  const [issue] = result.issues
  const path = v.getDotPath(issue) ?? ''
  throw new LlmBenchError('invalid-option', `llmBench({ ${path} }): ${explain(issue, path)}`)
}

function explain(issue: v.BaseIssue<unknown>, path: string): string {
  if (issue.expected === 'never') {
    const parent = path.includes('.') ? path.slice(0, path.lastIndexOf('.')) : ''
    return `there is no option "${path}"; there ${knownOptions(parent)}`
  }
  const value = JSON.stringify(issue.input)
  if (value === undefined) return `${path} is missing`
  return `${value} is not allowed here; give ${wanted(issue)}`
}

/** What a value should have been, in words. */
function wanted({ type, expected, requirement }: v.BaseIssue<unknown>): string {
  if (type === 'gt_value') return `a number above ${String(requirement)}`
  if (type === 'min_value') return `a number of at least ${String(requirement)}`
  const words: Record<string, string> = {
    strict_object: 'an object',
    record: 'an object of names and texts',
    integer: 'a whole number',
    min_length: 'a text that is not empty',
    string: 'a text',
    number: 'a number',
    finite: 'a finite number',
  }
  return words[type] ?? (expected ?? 'something else').replaceAll(/[()]/g, '').replaceAll(' | ', ' or ')
}

function knownOptions(parent: string): string {
  const schemas: Record<string, { entries: object }> = {
    '': optionsSchema,
    model: modelOptions,
    run: runDefaults,
    endpoint: serviceSchema,
  }
  const schema =
    schemas[parent] ??
    (parent.endsWith('.endpoint') ? serviceSchema : parent.startsWith('profiles.') ? profileSchema : undefined)
  return schema === undefined ? 'are others: see docs/options.md' : `are ${Object.keys(schema.entries).join(', ')}`
}

/**
 * Applies defaults and the profile.
 * @param mode what `--mode` says, or Vitest's own when it was not given
 */
export function resolveOptions(options: LlmBenchOptions, root: string, mode: string): ResolvedOptions {
  const profile = profileName(mode, options)
  const { endpoint: profileEndpoint, ...profileRun } = profileOf(profile, options)
  const run = { ...options.run, ...profileRun }
  return {
    models: options.models ?? {},
    model: resolveModelOptions(options.model ?? {}),
    run: { requests: run.requests ?? null, budget: run.budget ?? 120_000, warmup: run.warmup ?? null },
    profile,
    service: profileEndpoint ?? options.endpoint ?? null,
    power: assumable(options.power?.watts, 30),
    electricity: assumable(options.electricity?.usdPerKwh, 0.15),
    inconclusive: options.inconclusive ?? 'point',
    baseline: options.baseline ?? (profile === baselineMode ? usualBaseline : null),
    outputDirectory: resolve(root, options.outputDir ?? 'llm-bench-report'),
    cacheDirectory: cacheDirectory(options.cacheDir, root),
    testTimeout: options.testTimeout ?? 600_000,
    idleTimeout: options.idleTimeout ?? 300_000,
  }
}

/**
 * The profile a mode names. A mode is Vite's before it is ours: one that names no profile keeps the
 * defaults, and its name is kept for {@link unknownProfile} to say so.
 */
function profileName(mode: string, { profiles }: LlmBenchOptions): string {
  return vitestModes.has(mode) && profiles?.[mode] === undefined ? 'default' : mode
}

function profileOf(profile: string, { profiles }: LlmBenchOptions): ProfileOptions {
  return profiles?.[profile] ?? builtInProfiles[profile] ?? {}
}

/** One line when `--mode` names no profile; null when it does, or was not given. */
export function unknownProfile(options: LlmBenchOptions, mode: string): string | null {
  const profile = profileName(mode, options)
  const known = new Set([...Object.keys(builtInProfiles), ...Object.keys(options.profiles ?? {})])
  if (profile === 'default' || known.has(profile)) return null
  return `--mode ${profile} names no profile, so the defaults were used; profiles are ${[...known].toSorted().join(', ')}`
}

/** Model options of one call over those of the plugin. */
export function resolveModelOptions(options: ModelLoadOptions, defaults?: ModelOptions): ModelOptions {
  const base: ModelOptions = defaults ?? {
    backend: 'auto',
    threads: 'auto',
    gpuLayers: 'max',
    contextSize: 'auto',
    batchSize: 'auto',
    flashAttention: 'auto',
    mmap: 'auto',
  }
  const given = Object.entries(options).filter(([, value]) => value !== undefined)
  return { ...base, ...(Object.fromEntries(given) as Partial<ModelOptions>) }
}

/** @throws LlmBenchError `invalid-option` naming the option of `model(spec, options)` */
export function validateModelOptions(options: unknown): ModelLoadOptions {
  const result = v.safeParse(modelOptions, options)
  if (result.success) return result.output
  const [issue] = result.issues
  const path = v.getDotPath(issue) ?? ''
  const message =
    issue.expected === 'never' ? `there is no option "${path}"; there ${knownOptions('model')}` : explain(issue, path)
  throw new LlmBenchError('invalid-option', `model(spec, { ${path} }): ${message}`)
}

function assumable(value: number | undefined, assumed: number): AssumableFigure {
  return value === undefined ? { value: assumed, provenance: 'assumed' } : { value, provenance: 'declared' }
}
