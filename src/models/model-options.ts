import type { Backend } from '../record/target.ts'
import type { MemorySize } from '../option-check/memory-size.ts'
import type { KvCache } from './kv-cache.ts'
import type { DraftOptions, PromptLookupOptions } from './speculation/speculation-options.ts'

/** Options a model is loaded with, all decided: together with the spec they name one host. */
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
  /** Types of the KV cache; `auto` the engine's. */
  readonly kvCache: KvCache | 'auto'
  readonly mmap: boolean | 'auto'
  /** Bytes of memory that the model and its context may take; `auto` what is available. */
  readonly memoryBudget: number | 'auto'
  /** Model that drafts tokens; absent for none. */
  readonly draft?: string | DraftOptions
  /** Whether and how tokens are looked up in the prompt; absent for not. */
  readonly promptLookup?: boolean | PromptLookupOptions
}

/** Options of a model's load; all optional, everything is chosen for you. */
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
  /** Use flash attention. Default: the engine's choice. */
  flashAttention?: ModelOptions['flashAttention'] | undefined
  /**
   * Type of the KV cache: one for keys and values, or `{ key, value }`. A quantized type takes less memory and
   * bandwidth, and loses some exactness; one for the values needs flash attention. Default: the engine's (F16).
   */
  kvCache?: ModelOptions['kvCache'] | undefined
  /** Map the file into memory. Default: the engine's. */
  mmap?: ModelOptions['mmap'] | undefined
  /**
   * Memory that the model and its context may take: bytes, or a size such as `'12 GB'`. One that needs more is refused
   * before its weights are read. Default `auto`: what is available, control groups counted.
   */
  memoryBudget?: MemorySize | 'auto' | undefined
  /**
   * A smaller model that drafts tokens, which this one checks several at a time: its spec, or `{ model, maxTokens,
   * minTokens, minConfidence }`. It needs the same vocabulary. The share of accepted tokens is in the record.
   */
  draft?: ModelOptions['draft'] | undefined
  /** Draft tokens by looking the last ones up in the prompt: `true`, or `{ maxTokens, minPattern }`. Default: not. */
  promptLookup?: ModelOptions['promptLookup'] | undefined
}
