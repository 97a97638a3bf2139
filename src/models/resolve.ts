import { LlmBenchError } from '../errors.ts'
import { formatBytes } from '../figures.ts'
import { DEFAULT_MAX_SYNTHETIC_BYTES, downloadFolder, syntheticFolder } from './cache.ts'
import { type GgufHeader, readGgufHeader } from './gguf/gguf-header.ts'
import { huggingFaceUri } from './hugging-face-spec.ts'
import { type ModelRegistry, parseModelSpec } from './spec.ts'
import { ensureSynthetic } from './synthetic/synthetic.ts'
import { syntheticName } from './synthetic/synthetic-plan.ts'

/** A model whose file is on this machine; `synthetic` is told by the file's own mark. */
export interface ModelOnDisk {
  readonly source: 'file' | 'synthetic'
  /** The spec as it was given. */
  readonly spec: string
  /** Absolute path of the GGUF file. */
  readonly path: string
  readonly header: GgufHeader
}

/** A model on Hugging Face, which the model host downloads into `directory` or finds there. */
export interface RemoteModel {
  readonly source: 'hf'
  /** The spec as it was given. */
  readonly spec: string
  /** URI that node-llama-cpp's `resolveModelFile` takes. */
  readonly uri: string
  /** Absolute path of the folder of downloaded models. */
  readonly directory: string
}

/** A model ready to load or to download, discriminated on `source`. */
export type ResolvedModel = ModelOnDisk | RemoteModel

/** Progress of writing a synthetic model; `text` is one line for a person. */
export interface ResolveProgress {
  readonly text: string
  readonly writtenBytes: number
  readonly totalBytes: number
}

/** Names, folders and limits that {@link resolveModel} finds a model by. */
export interface ResolveOptions {
  readonly registry: ModelRegistry
  /** Folder that relative paths start from. */
  readonly root: string
  /** Absolute path of the cache folder. */
  readonly cacheDirectory: string
  /** Bytes the synthetic models in the cache may take; 10 GB by default. */
  readonly maxSyntheticBytes?: number | undefined
  /** Called while a synthetic model is written. */
  readonly onProgress?: ((progress: ResolveProgress) => void) | undefined
}

/**
 * Finds the model a spec names; a synthetic one is written if the cache has it not.
 *
 * @throws {LlmBenchError} For a spec that names nothing (see {@link parseModelSpec}) and for a file
 *   that is missing or no usable model (see {@link readGgufHeader}).
 */
export async function resolveModel(spec: string, options: ResolveOptions): Promise<ResolvedModel> {
  const parsed = parseModelSpec(spec, options)
  if (parsed.kind === 'file')
    return await modelOnDisk(spec, parsed.path).catch((error: unknown) => {
      throw repositoryMeant(spec, error)
    })
  if (parsed.kind === 'hf') {
    const directory = downloadFolder(options.cacheDirectory)
    return { source: 'hf', spec, uri: huggingFaceUri(parsed), directory }
  }
  const found = await ensureSynthetic(parsed, {
    folder: syntheticFolder(options.cacheDirectory),
    maxBytes: options.maxSyntheticBytes ?? DEFAULT_MAX_SYNTHETIC_BYTES,
    onProgress: (writtenBytes, totalBytes) => {
      const text = `writing ${syntheticName(parsed)}: ${formatBytes(writtenBytes)} of ${formatBytes(totalBytes)}`
      options.onProgress?.({ text, writtenBytes, totalBytes })
    },
  })
  return { source: 'synthetic', spec, ...found }
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
 * A model whose file is known, a finished download for example.
 *
 * @throws {LlmBenchError} As {@link readGgufHeader} does.
 */
export async function modelOnDisk(spec: string, path: string): Promise<ModelOnDisk> {
  const header = await readGgufHeader(path)
  return { source: header.synthetic ? 'synthetic' : 'file', spec, path, header }
}
