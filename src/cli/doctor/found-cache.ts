import { accessSync, constants, type Dirent } from 'node:fs'
import { readdir, stat, statfs } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { cacheDirectory, syntheticFolder } from '../../models/cache.ts'
import { hubCacheFolder } from '../../models/hub-cache/place.ts'
import { systemReason } from '../../system-error.ts'
import type { FoundCache } from './examination.ts'

/**
 * The cache folder: its size, and whether anything can be written there.
 * @throws LlmBenchError `invalid-option` for a path that cannot be meant
 */
export async function foundCache(option: string | undefined, root: string): Promise<FoundCache> {
  const path = cacheDirectory(option, root)
  const hub = hubCacheFolder()
  const [syntheticBytes, modelBytes] = await Promise.all([bytesBelow(syntheticFolder(path)), bytesBelow(hub)])
  const { nearest, problem } = writable(path)
  const disk = await statfs(nearest).catch(() => null)
  return {
    path,
    syntheticBytes,
    hub,
    modelBytes,
    freeBytes: disk === null ? null : disk.bavail * disk.bsize,
    problem,
  }
}

/** The nearest folder that is there, and why nothing can be written to it. */
function writable(path: string): { nearest: string; problem: string | null } {
  try {
    accessSync(path, constants.W_OK | constants.X_OK)
    return { nearest: path, problem: null }
  } catch (error) {
    const isMissing = (error as NodeJS.ErrnoException).code === 'ENOENT'
    const parent = dirname(path)
    if (isMissing && parent !== path) return writable(parent)
    return { nearest: path, problem: `${systemReason(error)}: ${path}` }
  }
}

async function bytesBelow(folder: string): Promise<number> {
  const entries: Dirent[] = await readdir(folder, { withFileTypes: true, recursive: true }).catch(() => [])
  const sizes = await Promise.all(
    entries
      .filter((entry) => entry.isFile())
      .map(async ({ parentPath, name }) => (await stat(join(parentPath, name)).catch(() => null))?.size ?? 0),
  )
  return sizes.reduce((sum, bytes) => sum + bytes, 0)
}
