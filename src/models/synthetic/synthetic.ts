import { mkdir, open, statfs, utimes } from 'node:fs/promises'
import { join } from 'node:path'
import { LlmBenchError } from '../../errors.ts'
import { notAllowed } from '../../option-check/sentences.ts'
import { bytesBeside, formatBytes } from '../../figures.ts'
import { writeWholeBy } from '../../write-whole.ts'
import { sweepSyntheticCache } from '../cache.ts'
import { errorCode } from '../error-code.ts'
import { type GgufHeader, readGgufHeader } from '../gguf/gguf-header.ts'
import { layoutGguf, writeGguf } from '../gguf/gguf-writer.ts'
import { randomWeights } from './random-weights.ts'
import { assertSyntheticFits } from './synthetic-fit.ts'
import type { ModelOptions } from '../model-options.ts'
import { planSynthetic, type SyntheticModel, syntheticName } from './synthetic-plan.ts'

/** Part of every file name: raised when the bytes of an equal model change. */
const FORMAT = 1

/** Folder that synthetic models are kept in, and its limit in bytes. */
export interface SyntheticCache {
  /** The folder of the synthetic models; made when missing. */
  readonly folder: string
  /** Bytes all files of the folder may take; the model asked for is kept whatever its size. */
  readonly maxBytes: number
  /** How the model is to be loaded; where nobody says, it is written whether it fits into memory or not. */
  readonly load?: ModelOptions | undefined
  /** Called while a model is written, not when a cached one is found. */
  readonly onProgress?: ((writtenBytes: number, totalBytes: number) => void) | undefined
}

/** The file name of a synthetic model inside its cache folder. */
export function syntheticFileName({ shape, quantization, seed }: SyntheticModel): string {
  return `${shape}-${quantization}-seed${seed}-v${FORMAT}.gguf`
}

/**
 * The path of a synthetic model's file, written if it is not in the cache yet. Processes may ask
 * for the same model at once: each writes a temporary file and renames it, and all write the same
 * bytes.
 *
 * @throws {LlmBenchError} `model-too-large` where memory or the disk has no room; `invalid-option` where the
 *   folder cannot be written.
 */
export async function ensureSynthetic(
  model: SyntheticModel,
  cache: SyntheticCache,
): Promise<{ path: string; header: GgufHeader }> {
  const path = join(cache.folder, syntheticFileName(model))
  const cached = await cachedHeader(path, syntheticName(model))
  if (cached !== null) {
    await sweepSyntheticCache(cache.folder, { keep: path, maxBytes: cache.maxBytes })
    return { path, header: cached }
  }
  try {
    await mkdir(cache.folder, { recursive: true })
    await writeSynthetic(model, path, cache)
  } catch (error) {
    throw writeError(model, cache.folder, error)
  }
  return { path, header: await readGgufHeader(path) }
}

async function cachedHeader(path: string, name: string): Promise<GgufHeader | null> {
  try {
    const header = await readGgufHeader(path)
    if (header.name !== name || !header.synthetic) return null
    const now = new Date()
    // A cache that may only be read still serves its files.
    await utimes(path, now, now).catch(() => {})
    return header
  } catch (error) {
    if (error instanceof LlmBenchError) return null
    throw error
  }
}

async function writeSynthetic(model: SyntheticModel, path: string, cache: SyntheticCache): Promise<void> {
  const { metadata, tensors } = planSynthetic(model)
  const layout = layoutGguf(metadata, tensors)
  if (cache.load !== undefined) assertSyntheticFits(model, cache.load)
  await sweepSyntheticCache(cache.folder, {
    keep: path,
    maxBytes: cache.maxBytes,
    incomingBytes: layout.fileBytes,
  })
  const { bavail, bsize } = await statfs(cache.folder)
  const freeBytes = bavail * bsize
  if (freeBytes < layout.fileBytes)
    throw noRoom(
      model,
      cache.folder,
      `${formatBytes(layout.fileBytes)} needed, ${bytesBeside(freeBytes, layout.fileBytes)} free`,
    )
  try {
    await writeWholeBy(path, async (temporary) => {
      const file = await open(temporary, 'wx')
      try {
        await writeGguf(file, layout, tensors, randomWeights(tensors, model.seed), cache.onProgress)
      } finally {
        await file.close()
      }
    })
  } catch (error) {
    // Windows refuses to replace a file another process has open: then that process wrote the same.
    if ((await cachedHeader(path, syntheticName(model))) === null) throw error
  }
}

function writeError(model: SyntheticModel, folder: string, cause: unknown): unknown {
  const code = cause instanceof LlmBenchError ? null : errorCode(cause)
  if (code === null) return cause
  if (code === 'ENOSPC' || code === 'EDQUOT') return noRoom(model, folder, code, cause)
  return notAllowed(
    'llmBench({ cacheDir })',
    `"${folder}", into which ${syntheticName(model)} cannot be written (${code}),`,
    'a folder that can be written, or name one in LLM_BENCH_CACHE',
    { cause },
  )
}

function noRoom(model: SyntheticModel, folder: string, detail: string, cause?: unknown): LlmBenchError {
  return new LlmBenchError(
    'model-too-large',
    `no room on disk for "${syntheticName(model)}" in "${folder}" (${detail}); ` +
      'free some, set LLM_BENCH_CACHE to another disk, or choose a smaller shape or quantization',
    { cause },
  )
}
