import { optionsOf } from '../option-check/call.ts'
import { checkOptions } from '../option-check/check-options.ts'
import { modelLoadSchema } from './load-schema.ts'
import type { ModelOptions } from './model-options.ts'

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

/** @throws LlmBenchError `invalid-option` naming the option of `model(spec, options)` */
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
  mmap: 'auto',
}

/** Model options of one call over those of the plugin. */
export function resolveModelOptions(options: ModelLoadOptions, defaults: ModelOptions = usual): ModelOptions {
  const given = Object.entries(options).filter(([, value]) => value !== undefined)
  return { ...defaults, ...(Object.fromEntries(given) as Partial<ModelOptions>) }
}
