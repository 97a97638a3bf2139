import type { Backend } from '../record/target.ts'
import type { EngineTimingsRecord, ServerFiguresRecord } from '../record/server.ts'
import type { Prompt, Sampling } from '../workload/prompt.ts'
import type { Conditions } from '../machine/meters/conditions.ts'
import type { BlockOfRequests } from '../block/run-block.ts'

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

/** Main process to host, over IPC, once. */
export interface LoadMessage {
  readonly type: 'load'
  readonly spec: string
  readonly registry: Readonly<Record<string, string>>
  readonly root: string
  readonly cacheDirectory: string
  readonly socket: string
  readonly options: ModelOptions
}

/** Host to main process, over IPC. */
export type HostMessage =
  | { readonly type: 'progress'; readonly text: string }
  /** `resolvedMs`: of it, the time that writing or downloading the model took. */
  | { readonly type: 'backend-ready'; readonly at: number; readonly resolvedMs: number }
  | { readonly type: 'loaded'; readonly model: LoadedModel }
  | { readonly type: 'failed'; readonly code: string; readonly message: string }

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

/** A host, as the main process lends it to a worker. */
export interface HostLease {
  readonly id: string
  readonly socket: string
  readonly startupMs: number
  /** False when an earlier test already had it loaded. */
  readonly loadedNow: boolean
  readonly model: LoadedModel
  /** Folder for this run's journals. */
  readonly journal: string
}

/** A running server, lent to a worker. */
export interface ServerLease {
  readonly id: string
  readonly url: string
  /** Spawned to ready, its model loaded; milliseconds. */
  readonly startupMs: number
  /** False when an earlier test already had it running. */
  readonly startedNow: boolean
  /** As it states it itself. */
  readonly version: string | null
}

/** A load host, lent to a worker. */
export interface LoadHostLease {
  readonly id: string
  readonly socket: string
  /** Folder for this run's journals. */
  readonly journal: string
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

/** Worker to model host: make a block of requests. */
export interface BlockRequest extends BlockOfRequests {
  /** Chosen by the worker; names the block when it is to be aborted. */
  readonly id: string
  /** Sequences of the block's context, and tokens each of them holds. */
  readonly sequences: number
  readonly contextSize: number
}

export interface BlockEnd {
  /** `cost`: one more request might have cost more than was allowed. */
  readonly endedBy: 'requests' | 'budget' | 'cost' | 'aborted'
  /** Requests of an open load that were due and never sent. */
  readonly unsent: number
  /** llama.cpp's own figures over the block; null where requests shared batches. */
  readonly engineTimings: EngineTimingsRecord | null
  /** The server's own figures over the block; null for a local model and where it tells none. */
  readonly server: ServerFiguresRecord | null
  readonly conditions: Conditions
}

/** Highest memory of a host since it was last asked to forget, in bytes; null where unknown. */
export interface MemoryPeaks {
  readonly rssBytes: number | null
  readonly anonBytes: number | null
  readonly fileBytes: number | null
}
