import type { EngineTimingsRecord } from '../record/server.ts'
import type { Backend, ChatFormatRecord, MemoryPredictionRecord, ModelPurpose } from '../record/target.ts'
import type { Evaluated, EvaluateRequest } from '../intrinsic/evaluation.ts'
import type { ReadText } from '../intrinsic/read-text.ts'
import type { Decision, DecisionRequest } from './decision.ts'
import type { ModelReads } from '../models/reads/model-reads.ts'
import type { Requester } from '../requesters/requester.ts'
import type { ItemsPrompt, Prompt, Sampling } from '../workload/prompt.ts'

/** Shows long work to a person; `share` is the part of it that is done, 0 to 1. */
export type TellProgress = (text: string, share?: number) => void

/**
 * An engine with one model loaded, as the process around it uses it. A folder beside this file holds
 * one engine: it loads a model and gives this.
 */
export interface Engine {
  readonly loaded: LoadedModel
  /**
   * Makes (or finds) a context in which every prompt and its answer fit: outside any timed window.
   * @throws LlmBenchError `invalid-workload` where none can hold them
   */
  prepare(request: PrepareRequest): Promise<Prepared>
  /** A context of this shape: as it was prepared, or made again where it had to make room. */
  openContext(sequences: number, contextSize: number): Promise<EngineContext>
  /** The same for vectors or scores: as many contexts as there are clients, each for one text at a time. */
  openItemsContext(kind: ItemsPrompt['kind'], sequences: number, contextSize: number): Promise<EngineContext>
  /**
   * Reads a text as its model does.
   * @throws LlmBenchError `invalid-workload` for a model that generates no text
   */
  readText(text: string): ReadText
  /** Tells how likely the tokens of a text are: no request, and no matter of time. */
  evaluate(request: EvaluateRequest): Promise<Evaluated>
  /** Frees what {@link evaluate} keeps. */
  endEvaluation(): Promise<void>
  /**
   * Answers a question about a document by the probabilities of its choices: no request, and no matter of time.
   * @throws LlmBenchError `invalid-workload` for a model that generates no text
   */
  decide(request: DecisionRequest): Promise<Decision>
  /** Frees the contexts and the weights; nothing else may be asked of it any more. */
  unload(): Promise<void>
}

/** A context of an engine, in which the requests of a block are made. */
export interface EngineContext {
  /** Requester of this context: each stream of a load has a sequence of its own. */
  readonly requester: Requester
  /** The engine's own figures since the last call; null when it tells none. */
  takeTimings(): Promise<EngineTimingsRecord | null>
}

/** A model as its engine describes it once it is loaded. */
export interface LoadedModel {
  readonly name: string
  readonly source: 'file' | 'hf' | 'synthetic' | 'simulated'
  readonly path: string
  readonly backend: Backend
  readonly device: string
  /** Whether it uses the tensor units of the GPU; null where it does not say. */
  readonly tensorUnits: boolean | null
  readonly gpuLayers: number
  readonly totalLayers: number
  readonly parameters: number | null
  readonly quantization: string | null
  /** Purpose that it is made for, by its header. */
  readonly purpose: ModelPurpose
  /** Weights and caches that its tokens read, by its header; null where that cannot be told. */
  readonly reads: ModelReads | null
  /** Instructions that the processor has and the engine's build does not use; null where that cannot be told. */
  readonly unusedInstructions: readonly string[] | null
  /** Digest of the file's size and its first and last bytes. */
  readonly modelHash: string
  readonly trainContextSize: number
  /** The engine and its release. */
  readonly engine: string
  readonly threads: number
  /** Milliseconds a token with each number of threads that was tried; empty when fixed. */
  readonly calibration: readonly { readonly threads: number; readonly msPerToken: number }[]
  readonly loadTimeMs: number
  /** Resident memory of the process before the load, in bytes. */
  readonly residentBeforeBytes: number
  readonly pageCache: 'cold' | 'warm' | 'unknown'
  /** Size of the model's files. */
  readonly fileBytes: number
  /** Memory that the weights take once they are loaded; repacked for a processor they are no copy of the file. */
  readonly weightsBytes: number
  readonly vramBytes: number
}

/** The workload a context is made for. */
export interface PrepareRequest {
  readonly prompts: readonly Prompt[]
  readonly sampling: Sampling
  readonly sequences: number
}

/** The context that was made. Sizes in bytes. */
export interface Prepared {
  readonly contextSize: number
  /** Null where the engine does not tell. */
  readonly contextBytes: number | null
  /** Bytes of these in dedicated video memory. */
  readonly contextVramBytes: number
  /** Memory that the model and its contexts should take, by its header; null on a GPU, and where it does not tell. */
  readonly predictedMemory: MemoryPredictionRecord | null
  /** Format that chats are given in; null for completions. */
  readonly chatFormat: ChatFormatRecord | null
}
