import type { RecordingRecord } from './recorded/recording.ts'

/** Compute backend an engine really used. */
export type Backend = 'metal' | 'cuda' | 'vulkan' | 'cpu'

/** Purpose that a local model's header says it was made for. */
export type ModelPurpose = 'text' | 'embedding' | 'ranking'

/** A field of our requests that is left out, or sent under another name. */
export interface FieldRecord {
  /** Name of the field in OpenAI's API. */
  name: string
  /** Name it is sent under; null where it is left out. */
  sentAs: string | null
  /** `option`: the bench says so; `address`: known of this service; `refused`: the server took it only so. */
  because: 'option' | 'address' | 'refused'
}

/** Format that a local model was given its chats in. */
export interface ChatFormatRecord {
  /**
   * `template`: the file's own Jinja template; `fallback`: another format, because the file has no template or it
   * could not be rendered; `none`: no format, for the tokens of a synthetic model are estimated from characters.
   */
  source: 'template' | 'fallback' | 'none'
  /** Digest of the template, or the name of the format. */
  name: string
  /** Reason why it is not the file's own template, or not as it is; null where it is. */
  reason: string | null
}

/** A model as the registry of models declares it. */
export interface RegistryRecord {
  /** Name of the model in the registry. */
  name: string
  /** SHA-256 that its files were held to, one for each part; null where none is declared. */
  sha256: string[] | null
  /** Licence, as it was declared; null where none was. */
  license: string | null
  tags: string[]
}

/** The model, endpoint or server that was measured. */
export interface TargetRecord {
  kind: 'model' | 'endpoint' | 'server' | 'language-model' | 'simulated' | 'task'
  /** The name a person would call it by; untrusted text. */
  model: string
  /** Name the bench file gave it: a path, `hf:`, `synthetic:` or a registry name. */
  spec: string
  source: 'file' | 'hf' | 'synthetic' | 'endpoint' | 'simulated' | 'task'
  /** Compute backend the engine used; null where it cannot be known from here. */
  backend: Backend | null
  /** Name of the device or processor the engine ran on. */
  device: string | null
  /**
   * Whether llama.cpp uses the tensor units of the GPU, as its Metal backend says; null for any other.
   */
  tensorUnits: boolean | null
  /** Layers offloaded to the GPU, and layers in all. */
  gpuLayers: number | null
  totalLayers: number | null
  /** Engine threads used. */
  threads: number | null
  /** Number of parameters; null when the file does not say. */
  parameters: number | null
  /** Parameters that a token goes through: all but the experts it does not use; null where the file does not say. */
  activeParameters: number | null
  /** Experts of a layer, and those that a token goes through; null for a dense model, and where nobody says. */
  experts: { count: number; used: number } | null
  /** Quantization name as the file declares it, for example `Q4_0`. */
  quantization: string | null
  /** Purpose that a local model was made for, by its header; null where nobody looked into it. */
  purpose: ModelPurpose | null
  /** Digest of the file's size and its first and last bytes; null where there is no file. */
  modelHash: string | null
  /** The model as the registry declares it; null where it was asked for by no name of it. */
  registry: RegistryRecord | null
  /** Tokens one sequence can hold. */
  contextSize: number | null
  /** Format of its chats; null for completions, and where a server formats them. */
  chatFormat: ChatFormatRecord | null
  /** Address of the proxy that requests went through, without user and password; null for none. */
  proxy: string | null
  /** Name and version of the engine. */
  engine: string | null
  /** Settings of the model or the server that decide its speed, by name; null where they are not known. */
  configuration: Record<string, string | number | boolean | null> | null
  /** Fields of the requests that are left out or renamed; empty where all are sent under their usual names. */
  fields: FieldRecord[]
  /** Whether the server's list of models has this one; null where it has no list, or nobody looked. */
  listed: boolean | null
  /** The recording that its answers are from; null for a target that was asked. */
  recording: RecordingRecord | null
  /** `host`: a process that did nothing else; `worker`: the process of the test. */
  timedIn: 'host' | 'worker'
}

/** Memory that a model was predicted to take beyond its process before the load, in bytes, by what takes it. */
export interface MemoryPredictionRecord {
  /** Weights that are mapped from the file. */
  mappedBytes: number
  /** Weights that are copied into memory, as they are in the file. */
  copiedBytes: number
  /** Weights in an order of the processor's own; with mapped ones a second time. */
  repackedBytes: number
  /** Keys and values. */
  kvBytes: number
  /** Memory that a batch computes in. */
  computeBytes: number
  /** Tables of the engine and of its process, the vocabulary above all. */
  engineBytes: number
  /** The part of each of these, together, that a drafting model takes; absent where none drafts. */
  draftBytes?: number
  totalBytes: number
}

/** Memory that a loaded model takes by the word of the server that holds it. */
export interface DeclaredMemoryRecord {
  /** All of it, that on GPUs included. */
  bytes: number
  /** The part on GPUs; null where the server does not say. */
  vramBytes: number | null
}

/** Memory, in bytes; null where this system does not tell. */
export interface MemoryRecord {
  /** Size of the model's files; the weights may take more memory, or less. */
  fileBytes: number | null
  weightsBytes: number | null
  contextBytes: number | null
  peakRssBytes: number | null
  peakAnonBytes: number | null
  peakFileBytes: number | null
  vramBytes: number | null
  /** By the word of the server that holds the model, which nobody measured; null where it does not say. */
  declared: DeclaredMemoryRecord | null
  /** Prediction for a model on the processor, from its header and the workload alone; null where there is none. */
  predicted: MemoryPredictionRecord | null
  /** Growth that is compared with it: the peak above the process's resident memory before the load. */
  growthBytes: number | null
}

/** Facts that only the loader of a model knows, of a target about which nobody told them. */
export const unknownTarget: Omit<TargetRecord, 'kind' | 'model' | 'spec' | 'source'> = {
  backend: null,
  device: null,
  tensorUnits: null,
  gpuLayers: null,
  totalLayers: null,
  threads: null,
  parameters: null,
  activeParameters: null,
  experts: null,
  quantization: null,
  purpose: null,
  modelHash: null,
  registry: null,
  contextSize: null,
  chatFormat: null,
  proxy: null,
  engine: null,
  configuration: null,
  fields: [],
  listed: null,
  recording: null,
  timedIn: 'host',
}

/** Memory of a target that runs where nobody could look. */
export const unknownMemory: MemoryRecord = {
  fileBytes: null,
  weightsBytes: null,
  contextBytes: null,
  peakRssBytes: null,
  peakAnonBytes: null,
  peakFileBytes: null,
  vramBytes: null,
  declared: null,
  predicted: null,
  growthBytes: null,
}
