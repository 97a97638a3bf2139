import { LlmBenchError } from '../errors.ts'
import { formatBytes } from '../figures.ts'
import { DEFAULT_MAX_SYNTHETIC_BYTES, syntheticFolder } from './cache.ts'
import type { Downloads } from './downloads.ts'
import { type GgufHeader, readGgufHeader } from './gguf/gguf-header.ts'
import type { ModelOptions } from './model-options.ts'
import type { ModelRegistry } from './registry/entry.ts'
import { pinsOf } from './registry/pins.ts'
import { parseModelSpec } from './spec.ts'
import { ensureSynthetic } from './synthetic/synthetic.ts'
import { syntheticName } from './synthetic/synthetic-plan.ts'

/** A model whose file is on this machine; `synthetic` is told by the file's own mark. */
export interface ResolvedModel {
  readonly source: 'file' | 'hf' | 'synthetic'
  /** The spec as it was given. */
  readonly spec: string
  /** Absolute path of the GGUF file. */
  readonly path: string
  readonly header: GgufHeader
}

/** Progress of fetching, writing or checking a model; `text` is one line for a person. */
export interface ResolveProgress {
  readonly text: string
  readonly doneBytes: number
  /** Null where nobody says. */
  readonly totalBytes: number | null
}

/** Names, folders and limits that {@link resolveModel} finds a model by. */
export interface ResolveOptions {
  readonly registry: ModelRegistry
  /** Folder that relative paths start from. */
  readonly root: string
  /** Absolute path of the cache folder. */
  readonly cacheDirectory: string
  readonly downloads: Downloads
  /** Bytes the synthetic models in the cache may take; 10 GB by default. */
  readonly maxSyntheticBytes?: number | undefined
  /** How it is to be loaded: one that cannot fit into memory is then neither written nor fetched. */
  readonly load?: ModelOptions | undefined
  /** Called while a model is fetched, written or checked. */
  readonly onProgress?: ((progress: ResolveProgress) => void) | undefined
}

/**
 * Finds the model a spec names; one of the hub is fetched if no cache has it, a synthetic one written. One with a
 * checksum is held to it.
 *
 * @throws {LlmBenchError} For a spec that names nothing (see {@link parseModelSpec}), for a file
 *   that is missing or no usable model (see {@link readGgufHeader}), for a download that failed, and `model-invalid`
 *   for a file that is not the one that was declared.
 */
export async function resolveModel(spec: string, options: ResolveOptions): Promise<ResolvedModel> {
  const model = await found(spec, options)
  const pins = pinsOf(spec, options.registry)
  if (pins === null) return model
  const { assertPinned } = await import('./registry/assert-pinned.ts')
  await assertPinned(model, pins, options)
  return model
}

async function found(spec: string, options: ResolveOptions): Promise<ResolvedModel> {
  const parsed = parseModelSpec(spec, options)
  if (parsed.kind === 'file')
    return await modelOnDisk(spec, parsed.path).catch((error: unknown) => {
      throw repositoryMeant(spec, error)
    })
  if (parsed.kind === 'hf') {
    // Workers resolve models, too: those that download nothing load none of it.
    const { modelOfHub } = await import('./hub/model-of-hub.ts')
    return await modelOfHub(spec, parsed, options)
  }
  const written = await ensureSynthetic(parsed, {
    folder: syntheticFolder(options.cacheDirectory),
    load: options.load,
    maxBytes: options.maxSyntheticBytes ?? DEFAULT_MAX_SYNTHETIC_BYTES,
    onProgress: (doneBytes, totalBytes) => {
      const text = `writing ${syntheticName(parsed)}: ${formatBytes(doneBytes)} of ${formatBytes(totalBytes)}`
      options.onProgress?.({ text, doneBytes, totalBytes })
    },
  })
  return { source: 'synthetic', spec, ...written }
}

/** The error of a missing file, with `hf:` for a spec that looks like a repository of Hugging Face. */
function repositoryMeant(spec: string, error: unknown): unknown {
  const isMissing = error instanceof LlmBenchError && error.code === 'model-not-found'
  if (!isMissing || !/^[\w-][\w.-]*\/[\w.-]+(?::[\w.-]+)?$/.test(spec.trim())) return error
  return new LlmBenchError(
    'model-not-found',
    `no model file "${spec}"; for the repository on Hugging Face give "hf:${spec.trim()}"`,
    { cause: error },
  )
}

/**
 * A model whose file is known.
 *
 * @throws {LlmBenchError} As {@link readGgufHeader} does.
 */
async function modelOnDisk(spec: string, path: string): Promise<ResolvedModel> {
  const header = await readGgufHeader(path)
  return { source: header.synthetic ? 'synthetic' : 'file', spec, path, header }
}
