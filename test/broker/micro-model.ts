import { registryOf } from '../../src/models/registry/entry.ts'
import type { WantedModel } from '../../src/models/wanted-model.ts'
import { modelCache } from '../support/project.ts'

/** A model as a worker asks for it; `tiny` is a name for the smallest there is. */
export function wanted(spec: string, threads = 1): WantedModel {
  return {
    spec,
    options: {
      backend: 'cpu',
      threads,
      gpuLayers: 0,
      contextSize: 'auto',
      batchSize: 'auto',
      flashAttention: 'auto',
      kvCache: 'auto',
      mmap: 'auto',
      memoryBudget: 'auto',
    },
    registry: registryOf({ tiny: 'synthetic:micro' }),
    root: '/',
    cacheDirectory: modelCache,
    downloads: { mirrors: [], maxBytes: null },
  }
}
