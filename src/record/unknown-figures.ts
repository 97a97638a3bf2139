import type { MemoryRecord, TargetRecord } from './target.ts'

/** What only whoever loaded a model can know of it. */
export const unknownTarget: Omit<TargetRecord, 'kind' | 'model' | 'spec' | 'source' | 'timedIn'> = {
  backend: null,
  device: null,
  gpuLayers: null,
  totalLayers: null,
  threads: null,
  parameters: null,
  quantization: null,
  modelHash: null,
  contextSize: null,
  engine: null,
}

/** Memory of what runs where nobody could look. */
export const unknownMemory: MemoryRecord = {
  weightsBytes: null,
  contextBytes: null,
  peakRssBytes: null,
  peakAnonBytes: null,
  peakFileBytes: null,
  vramBytes: null,
}
