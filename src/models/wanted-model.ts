import type { ModelOptions } from './model-options.ts'

/** A model to load, its options, and the configuration that its spec is understood in. */
export interface WantedModel {
  readonly spec: string
  readonly options: ModelOptions
  /** Model specs by the names of the registry. */
  readonly registry: Readonly<Record<string, string>>
  /** Folder that paths are relative to. */
  readonly root: string
  /** Folder of downloaded and synthetic models, absolute. */
  readonly cacheDirectory: string
}
