import type { Backend } from '../record/target.ts'
import type { Prompt, Sampling } from '../workload/prompt.ts'

/** What a host knows of its model once it is loaded. */
export interface LoadedModel {
  readonly name: string
  readonly source: 'file' | 'hf' | 'synthetic'
  readonly path: string
  readonly backend: Backend
  readonly device: string
  readonly gpuLayers: number
  readonly totalLayers: number
  readonly parameters: number | null
  readonly quantization: string | null
  /** Digest of the file's size and its first and last bytes. */
  readonly modelHash: string
  readonly trainContextSize: number
  /** The engine and its release. */
  readonly engine: string
  readonly threads: number
  /** Milliseconds a token with each number of threads that was tried; empty when fixed. */
  readonly calibration: readonly { readonly threads: number; readonly msPerToken: number }[]
  readonly loadTimeMs: number
  readonly pageCache: 'cold' | 'warm' | 'unknown'
  readonly weightsBytes: number
  readonly vramBytes: number
}

/** Worker to host: make a context that fits, outside any timed window. */
export interface PrepareRequest {
  readonly prompts: readonly Prompt[]
  readonly sampling: Sampling
  readonly sequences: number
}

export interface Prepared {
  readonly contextSize: number
  readonly contextBytes: number
  /** Of them in dedicated video memory. */
  readonly contextVramBytes: number
}
