import type { Backend } from '../record/target.ts'

/** How a model is loaded: together with the spec it names one host. */
export interface ModelOptions {
  /** Compute backend; `auto` takes the best that works. */
  readonly backend: 'auto' | Backend
  /** Engine threads; `auto` calibrates. */
  readonly threads: number | 'auto'
  /** Layers on the GPU; `max` all of them. Ignored on the CPU. */
  readonly gpuLayers: number | 'max'
  /** Tokens a sequence can hold; `auto` fits the workload. */
  readonly contextSize: number | 'auto'
  /** Most tokens evaluated in one step. */
  readonly batchSize: number | 'auto'
  readonly flashAttention: boolean | 'auto'
  readonly mmap: boolean | 'auto'
}

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
