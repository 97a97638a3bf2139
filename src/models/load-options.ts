import type { ModelLoadOptions } from './model-options.ts'
import { optionsOf } from '../option-check/call.ts'
import { bytesOfSize } from '../option-check/memory-size.ts'
import { checkOptions } from '../option-check/check-options.ts'
import { modelLoadSchema } from './load-schema.ts'
import type { ModelOptions } from './model-options.ts'
import { entryOf, type ModelRegistry } from './registry/entry.ts'

/**
 * The options of `model(spec, options)`, checked.
 * @throws LlmBenchError `invalid-option` naming the option
 */
export function checkModelOptions(options: unknown): ModelLoadOptions {
  return checkOptions(modelLoadSchema, options, { call: optionsOf('model', 'spec') })
}

const usual: ModelOptions = {
  backend: 'auto',
  threads: 'auto',
  gpuLayers: 'max',
  contextSize: 'auto',
  batchSize: 'auto',
  flashAttention: 'auto',
  kvCache: 'auto',
  mmap: 'auto',
  memoryBudget: 'auto',
}

/** Options of a load where a call says nothing: a model's entry in the registry, before the plugin's defaults. */
export function registeredDefaults(spec: string, registry: ModelRegistry, defaults: ModelOptions): ModelOptions {
  return resolveModelOptions(entryOf(spec, registry)?.load ?? {}, defaults)
}

/** The options of one call, with those of the plugin where the call leaves them out. */
export function resolveModelOptions(options: ModelLoadOptions, defaults: ModelOptions = usual): ModelOptions {
  const { memoryBudget, ...others } = options
  const given = Object.entries(others).filter(([, value]) => value !== undefined)
  const budget = memoryBudget === undefined || memoryBudget === 'auto' ? memoryBudget : bytesOfSize(memoryBudget)
  return {
    ...defaults,
    ...(Object.fromEntries(given) as Partial<ModelOptions>),
    memoryBudget: budget ?? defaults.memoryBudget,
  }
}
