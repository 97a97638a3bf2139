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
