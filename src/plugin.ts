import type { Plugin } from 'vitest/config'
import type { TestProject, Vitest } from 'vitest/node'
import type { ReporterSettings } from '../reporters/reporter.ts'
import type { WorkerContext } from './worker/context.ts'
import { notAllowed } from './option-check/sentences.ts'
import { Broker } from './broker/broker.ts'
import type { BrokerSettings } from './broker/surroundings.ts'
import { type LlmBenchOptions, type ResolvedOptions, resolveOptions, validateOptions } from './options.ts'
import { unknownProfile } from './plan/profiles.ts'
import { builtFile } from './package-root.ts'

export type { ModelLoadOptions } from './models/model-options.ts'
export type { LlmBenchOptions } from './options.ts'
export type { ProfileOptions } from './plan/profiles.ts'
export type { RunDefaultOptions } from './plan/run-defaults.ts'
export type { ServiceOptions } from './targets/endpoint/service-options.ts'

/** State that this plugin keeps for a Vitest instance, over restarts of its servers. */
interface VitestState {
  readonly broker: Broker
  restarting: boolean
}

const providerFile = builtFile('src/vitest/provider.js')
const setupFile = builtFile('src/vitest/setup.js')
/** Vitest's own default of a test's time-out, in milliseconds. */
const vitestTimeout = 5000

const states = new WeakMap<Vitest, VitestState>()
const reported = new WeakSet<object>()
const closing = new WeakSet<object>()

/**
 * The one line in `vitest.config.ts`: benchmarks of language models in Vitest's own `bench` files.
 * Sets the benchmark provider, the matchers, the reporter and a time-out that a model's load fits
 * in; leaves everything else as it is, projects in browser mode altogether.
 *
 * @throws LlmBenchError `invalid-option`, one line with the option's path and what is allowed
 * @example export default defineConfig({ plugins: [llmBench({ power: { watts: 30 } })] })
 */
export function llmBench(options: LlmBenchOptions = {}): Plugin {
  const valid = validateOptions(options)
  return {
    name: 'vitest-llm-bench',
    // Called for every project, those of `test.projects` included, after its configuration is known.
    configureVitest({ vitest, project }) {
      // What runs in a browser can reach no process of ours, and import none of our files.
      if (project.config.browser.enabled) return
      const resolved = resolveOptions(valid, vitest.config.root, project.vite.config.mode)
      const { broker } = stateOf(vitest, settingsOf(resolved))
      addReporter(vitest, {
        broker,
        outputDirectory: resolved.outputDirectory,
        profile: resolved.profile,
        baseline: resolved.baseline,
        note: unknownProfile(project.vite.config.mode, valid.profiles ?? {}),
      })
      setProvider(project)
      const testTimeout = setTimeouts(project, resolved.testTimeout)
      if (!project.config.setupFiles.includes(setupFile)) project.config.setupFiles.push(setupFile)
      project.provide('vitest-llm-bench', workerContext(resolved, vitest, broker, testTimeout))
    },
  }
}

function settingsOf(resolved: ResolvedOptions): BrokerSettings {
  const { outputDirectory, cacheDirectory, idleTimeout } = resolved
  return { outputDirectory, cacheDirectory, idleMs: idleTimeout }
}

function workerContext(resolved: ResolvedOptions, vitest: Vitest, broker: Broker, testTimeout: number): WorkerContext {
  const { profile, service, inconclusive, baseline, run, models, model, cacheDirectory, power, electricity } = resolved
  return {
    broker: broker.socket,
    root: vitest.config.root,
    models,
    cacheDirectory,
    profile,
    service,
    inconclusive,
    baseline,
    run,
    model,
    power,
    electricity,
    testTimeout,
  }
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

function stateOf(vitest: Vitest, settings: BrokerSettings): VitestState {
  const state = states.get(vitest) ?? newState(vitest, settings)
  state.broker.configure(settings)
  // Listeners are gone after a restart: once for each configuration.
  if (!closing.has(vitest.config)) {
    closing.add(vitest.config)
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

/** Vitest makes reporters from this list once every project is configured. */
function addReporter(vitest: Vitest, settings: ReporterSettings): void {
  if (reported.has(vitest.config)) return
  reported.add(vitest.config)
  vitest.config.reporters.push([builtFile('reporters/reporter.js'), { ...settings }])
}

/**
 * Gives a bench project time for a model, and tells how long a plain test file that uses our `test`
 * may take: as long as the user says, or ours where they say nothing.
 */
function setTimeouts({ config }: TestProject, ours: number): number {
  if (!config.benchmark.enabled) return config.testTimeout === vitestTimeout ? ours : config.testTimeout
  config.testTimeout = longer(config.testTimeout, ours)
  config.hookTimeout = longer(config.hookTimeout, ours)
  return config.testTimeout
}

/** The longer of two time-outs; 0 is none at all. */
function longer(one: number, other: number): number {
  return one === 0 || other === 0 ? 0 : Math.max(one, other)
}
