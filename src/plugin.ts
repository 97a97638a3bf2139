import type { Plugin } from 'vitest/config'
import type { TestProject, Vitest } from 'vitest/node'
import type { ProjectReport } from '../reporters/project-report.ts'
import LlmBenchReporter from '../reporters/reporter.ts'
import { wallTime } from './clock.ts'
import { noMore } from './option-check/no-more.ts'
import { inOneLine } from './errors.ts'
import { notAllowed } from './option-check/sentences.ts'
import { Broker } from './broker/broker.ts'
import type { BrokerSettings } from './broker/surroundings.ts'
import { type LlmBenchOptions, type ResolvedOptions, resolveOptions, validateOptions } from './options.ts'
import { meterFunction } from './plan/energy.ts'
import { jobLabel } from './plan/start/part-number.ts'
import { startWish } from './plan/start/start-at.ts'
import { unknownProfile } from './plan/profiles.ts'
import { builtFile } from './package-root.ts'
import { requireNode, requireVitest } from './requirements.ts'
import { addSetup, setupModule } from './vitest/add-setup.ts'
import { addTags } from './vitest/add-tags.ts'
import { runningVitest } from './vitest/running-vitest.ts'
import { setTimeouts } from './vitest/set-timeouts.ts'
import { projectName } from './worker/project-place.ts'

export type { DownloadOptions } from './models/downloads.ts'
export type { ModelLoadOptions } from './models/model-options.ts'
export type { ModelEntries, ModelEntry } from './models/registry/entry.ts'
export type { DeclaredPower, EnergyOption, MeterName, NamedMeter } from './machine/meters/energy/energy-wish.ts'
export type { DeclaredCeilings, RooflineOption } from './plan/roofline.ts'
export type { CustomMeter } from './machine/meters/energy/sources/custom.ts'
export type { LlmBenchOptions } from './options.ts'
export type { DataFormat } from '../reporters/formats/data/data-format.ts'
export type { ProfileOptions } from './plan/profiles.ts'
export type { RunDefaultOptions } from './plan/run-defaults.ts'
export type { ServiceOptions } from './targets/endpoint/service-options.ts'
export type { SimulateOptions } from './targets/simulated/simulation.ts'

/** State that this plugin keeps for a Vitest instance, over restarts of its servers. */
interface VitestState {
  readonly broker: Broker
  restarting: boolean
}

const providerFile = builtFile('src/vitest/provider.js')

// Before anything else is asked of either: what is missing would fail under a name of its own.
requireNode()

const states = new WeakMap<Vitest, VitestState>()
/** Settings of the projects of a configuration, by their names, for its reporter. */
const reports = new WeakMap<object, Map<string, ProjectReport>>()
const closing = new WeakSet<object>()

/**
 * The one line in `vitest.config.ts`: benchmarks of language models in Vitest's own `bench` files.
 * Sets the benchmark provider, the matchers, the reporter and a time-out that a model's load fits
 * in; leaves everything else as it is, projects in browser mode altogether.
 *
 * @throws LlmBenchError `invalid-option`, one line with the option's path and what is allowed
 * @example export default defineConfig({ plugins: [llmBench({ power: { watts: 30 } })] })
 */
export function llmBench(options?: LlmBenchOptions): Plugin
export function llmBench(options: LlmBenchOptions = {}, ...more: unknown[]): Plugin {
  const valid = inOneLine(() => {
    noMore('llmBench(options)', more)
    return validateOptions(options)
  })
  return {
    name: 'vitest-llm-bench',
    // The command line reads the registry of models here.
    api: { options: valid },
    // A Vitest that does not know the hook below runs this one, of Vite.
    config() {
      const version = runningVitest()
      if (version !== null) requireVitest(version)
    },
    ...setupModule,
    // Called for every project, those of `test.projects` included, after its configuration is known.
    configureVitest({ vitest, project }) {
      requireVitest(vitest.version)
      // What runs in a browser can reach no process of ours, and import none of our files.
      if (!project.config.browser.enabled) inOneLine(() => setUp(valid, vitest, project))
    },
  }
}

/** Sets a project up whose tests run in Node. */
function setUp(valid: ReturnType<typeof validateOptions>, vitest: Vitest, project: TestProject): void {
  const { mode } = project.vite.config
  const folders = { root: folderOf(vitest, project), runRoot: vitest.config.root }
  const resolved = resolveOptions(valid, folders, mode)
  const { broker } = stateOf(vitest, resolved)
  const read = meterFunction(valid.energy)
  const { outputDirectory, outputs, history, profile, baseline } = resolved
  const name = projectName(project.name, project.config.benchmark.enabled)
  const note = unknownProfile(mode, valid.profiles ?? {})
  // A function reaches no worker: it is called here.
  if (read === null) broker.meters.delete(name)
  else broker.meters.set(name, read)
  reportsOf(vitest, broker).set(name, { outputDirectory, outputs, history, profile, baseline, note })
  setProvider(project)
  const timeouts = setTimeouts(project.config, resolved.testTimeout + waitedMs(project))
  // Vitest tells the same file of several pods by the labels of their blobs only.
  const label = vitest.config.shard === undefined ? jobLabel() : undefined
  if (label !== undefined) project.config.mergeReportsLabel ??= label
  addSetup(project.config)
  addTags(project.config, [vitest.config, ...vitest.projects.map(({ config }) => config)])
  const shard = vitest.config.shard ?? null
  const place = { ...folders, project: name, projectRoot: project.config.root, shard }
  project.provide('vitest-llm-bench', { ...contextOf(resolved), ...place, broker: broker.socket, ...timeouts })
}

/**
 * Folder that relative paths of a project start from: its own root where it has a configuration of its
 * own, so that they mean the same when it is run alone; else that of the execution.
 */
function folderOf(vitest: Vitest, project: TestProject): string {
  const own = project.vite.config.configFile !== vitest.vite.config.configFile
  return own ? project.config.root : vitest.config.root
}

/** Milliseconds that parts wait for the moment that the environment asks for: benches have so much more. */
function waitedMs({ config }: TestProject): number {
  if (!config.benchmark.enabled) return 0
  try {
    return Math.max(0, (startWish()?.atMs ?? 0) - wallTime())
  } catch {
    // A bench that is a part says what is wrong with it; nobody else asks.
    return 0
  }
}

/** The options as workers need them. */
function contextOf(
  resolved: ResolvedOptions,
): Omit<ResolvedOptions, 'testTimeout' | 'idleTimeout' | 'outputs' | 'history'> {
  const { testTimeout: _ours, idleTimeout: _broker, outputs: _outputs, history: _history, ...context } = resolved
  return context
}

function setProvider({ config }: TestProject): void {
  const { provider } = config.benchmark
  if (provider !== undefined && provider !== providerFile) {
    throw notAllowed(
      'benchmark.provider',
      `"${provider}"`,
      'none in vitest.config.ts: llmBench() brings its own, which leaves ordinary functions to tinybench',
    )
  }
  config.benchmark.provider = providerFile
}

/** The broker of a Vitest instance, which all its projects share: where they differ the first has its way. */
function stateOf(vitest: Vitest, resolved: ResolvedOptions): VitestState {
  const { outputDirectory, cacheDirectory, idleTimeout } = resolved
  const settings = { outputDirectory, cacheDirectory, idleMs: idleTimeout }
  const state = states.get(vitest) ?? newState(vitest, settings)
  // Listeners are gone after a restart: once for each configuration.
  if (!closing.has(vitest.config)) {
    closing.add(vitest.config)
    state.broker.configure(settings)
    vitest.onServerRestart(() => {
      state.restarting = true
    })
    vitest.onClose(() => {
      // A restart closes too, and the models should still be warm after it.
      if (!state.restarting) state.broker.close()
      state.restarting = false
    })
  }
  return state
}

function newState(vitest: Vitest, settings: BrokerSettings): VitestState {
  const state = { broker: new Broker(settings), restarting: false }
  states.set(vitest, state)
  process.once('exit', () => state.broker.close())
  return state
}

/** The list that the reporter of a configuration reads; Vitest makes reporters once every project is configured. */
function reportsOf(vitest: Vitest, broker: Broker): Map<string, ProjectReport> {
  const known = reports.get(vitest.config)
  if (known !== undefined) return known
  const projects = new Map<string, ProjectReport>()
  reports.set(vitest.config, projects)
  // An instance: Vitest would read a linked package's through a loader that it closes before the end.
  vitest.config.reporters.push(new LlmBenchReporter({ broker, projects }))
  return projects
}
