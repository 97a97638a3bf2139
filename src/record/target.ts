/** Compute backend an engine really used. */
export type Backend = 'metal' | 'cuda' | 'vulkan' | 'cpu'

/** What was measured. */
export interface TargetRecord {
  kind: 'model' | 'endpoint' | 'server' | 'language-model' | 'simulated'
  /** The name a person would call it by; untrusted text. */
  model: string
  /** What the bench file named: a path, `hf:`, `synthetic:` or a registry name. */
  spec: string
  source: 'file' | 'hf' | 'synthetic' | 'endpoint' | 'simulated'
  /** Null where it cannot be known from here. */
  backend: Backend | null
  /** Name of the device or processor the engine ran on. */
  device: string | null
  /** Layers offloaded to the GPU, and layers in all. */
  gpuLayers: number | null
  totalLayers: number | null
  /** Engine threads used. */
  threads: number | null
  /** Number of parameters; null when the file does not say. */
  parameters: number | null
  /** Quantization name as the file declares it, for example `Q4_0`. */
  quantization: string | null
  /** Digest of the file's size and its first and last bytes; null where there is no file. */
  modelHash: string | null
  /** Tokens one sequence can hold. */
  contextSize: number | null
  /** Name and version of the engine. */
  engine: string | null
  /** Absent when a process of its own did; `worker` when it was timed in the process of the test. */
  timedIn?: 'worker'
}

/** Memory, in bytes; null where this system does not tell. */
export interface MemoryRecord {
  weightsBytes: number | null
  contextBytes: number | null
  peakRssBytes: number | null
  peakAnonBytes: number | null
  peakFileBytes: number | null
  vramBytes: number | null
}
