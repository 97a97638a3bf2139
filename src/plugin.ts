import { extname } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { Plugin } from 'vitest/config'
import type { TestProject, Vitest } from 'vitest/node'
import type { ReporterSettings } from '../reporters/reporter.ts'
import type { WorkerContext } from './context.ts'
import { LlmBenchError } from './errors.ts'
import { Broker, type BrokerSettings } from './host/broker.ts'
import { type LlmBenchOptions, type ResolvedOptions, resolveOptions, validateOptions } from './options.ts'

export type { LlmBenchOptions, ModelLoadOptions, RunDefaultOptions } from './options.ts'

/** What this plugin keeps for a Vitest instance, over restarts of its servers. */
interface VitestState {
  readonly broker: Broker
  restarting: boolean
}

const states = new WeakMap<Vitest, VitestState>()
const reported = new WeakSet<object>()
const closing = new WeakSet<object>()

/**
 * The one line in `vitest.config.ts`: benchmarks of language models in Vitest's own `bench` files.
 * Sets the benchmark provider, the matchers, the reporter and a time-out that a model's load fits
 * in; leaves everything else as it is.
 *
 * @throws LlmBenchError `invalid-option`, one line with the option's path and what is allowed
 * @example export default defineConfig({ plugins: [llmBench({ power: { watts: 30 } })] })
 */
export function llmBench(options: LlmBenchOptions = {}): Plugin {
  const valid = validateOptions(options)
  let ownTimeout: number | null = null
  return {
    name: 'vitest-llm-bench',
    config({ test }) {
      refuseOtherProvider(test?.benchmark?.provider)
      ownTimeout = test?.testTimeout ?? null
      return {
        test: {
          benchmark: { provider: ownFile('./provider') },
          setupFiles: [ownFile('./setup')],
        },
      }
    },
    configureVitest({ vitest, project }) {
      const resolved = resolveOptions(valid, vitest.config.root, project.vite.config.mode)
      const { broker } = stateOf(vitest, settingsOf(resolved, vitest))
      addReporter(vitest, { broker, outputDirectory: resolved.outputDirectory, profile: resolved.profile })
      const testTimeout = ownTimeout ?? resolved.testTimeout
      setTimeouts(project, testTimeout)
      project.provide('vitest-llm-bench', workerContext(resolved, vitest, broker, testTimeout))
    },
  }
}

function settingsOf(resolved: ResolvedOptions, vitest: Vitest): BrokerSettings {
  return {
    registry: resolved.models,
    root: vitest.config.root,
    cacheDirectory: resolved.cacheDirectory,
    outputDirectory: resolved.outputDirectory,
    idleMs: resolved.idleTimeout,
  }
}

function workerContext(
  resolved: ResolvedOptions,
  vitest: Vitest,
  broker: Broker,
  testTimeout: number,
): WorkerContext {
  const { profile, inconclusive, run, model, power, electricity } = resolved
  return {
    broker: broker.socket,
    root: vitest.config.root,
    profile,
    inconclusive,
    run,
    model,
    power,
    electricity,
    testTimeout,
  }
}

/** A file of this package, with the ending this one has: built or as source. */
function ownFile(path: string): string {
  return fileURLToPath(new URL(`${path}${extname(import.meta.url)}`, import.meta.url))
}

function refuseOtherProvider(provider: string | undefined): void {
  if (provider === undefined || provider === ownFile('./provider')) return
  throw new LlmBenchError(
    'invalid-option',
    `benchmark.provider is "${provider}", and llmBench() brings its own: remove one of the two from vitest.config.ts (ordinary functions go to tinybench either way)`,
  )
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
  vitest.config.reporters.push([ownFile('../reporters/reporter'), { ...settings }])
}

function setTimeouts(project: TestProject, testTimeout: number): void {
  if (!project.config.benchmark.enabled) return
  project.config.testTimeout = testTimeout
  project.config.hookTimeout = Math.max(project.config.hookTimeout, testTimeout)
}
