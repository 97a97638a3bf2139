import type { Downloads } from './downloads.ts'
import type { ModelOptions } from './model-options.ts'
import type { ModelRegistry } from './registry/entry.ts'

/** A model to load, its options, and the configuration that its spec is understood in. */
export interface WantedModel {
  readonly spec: string
  readonly options: ModelOptions
  readonly registry: ModelRegistry
  /** Folder that paths are relative to. */
  readonly root: string
  /** Folder of synthetic models, absolute. */
  readonly cacheDirectory: string
  readonly downloads: Downloads
  /** Number of its process among those of the same model side by side, from 0; 0 when left out. */
  readonly copy?: number
}
