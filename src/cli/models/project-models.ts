import { resolve } from 'node:path'
import type { ResolveOptions } from '../../models/resolve.ts'
import { resolveOptions } from '../../options.ts'
import { configuredOptions } from '../../vitest/configured-options.ts'

/** The models of a project, and where they are kept: as its benches understand them. */
export type ProjectModels = Omit<ResolveOptions, 'onProgress' | 'maxSyntheticBytes'>

/**
 * Reads the registry of a project from its Vitest configuration; a folder without one, or without the plugin in it,
 * has no registry.
 * @throws LlmBenchError `invalid-option` for a configuration that cannot be loaded
 */
export async function projectModels(root: string): Promise<ProjectModels> {
  const options = await configuredOptions(root)
  const folders = { root: resolve(root), runRoot: resolve(root) }
  const { models: registry, cacheDirectory, downloads } = resolveOptions(options, folders, 'production')
  return { registry, root: folders.root, cacheDirectory, downloads }
}
