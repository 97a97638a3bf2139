import type { ModelOptions } from './model-options.ts'

/** A model to load, how, and the configuration that its spec is to be understood in. */
export interface WantedModel {
  readonly spec: string
  readonly options: ModelOptions
  /** Names for model specs. */
  readonly registry: Readonly<Record<string, string>>
  /** Folder that paths are relative to. */
  readonly root: string
  /** Folder of downloaded and synthetic models, absolute. */
  readonly cacheDirectory: string
}
