import type { Dirent } from 'node:fs'
import { readdir, rm, stat } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { basename, join, posix, win32 } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { readGgufHeader } from './gguf/gguf-header.ts'
import { expandPath, homeFolder } from './home-path.ts'

/** Bytes the synthetic models in the cache may take by default: 10 GB. */
export const DEFAULT_MAX_SYNTHETIC_BYTES = 10e9

const RECENTLY_USED_MS = 10 * 60_000
/** Age of a temporary file that nobody writes any more, in milliseconds: every write renews its time. */
const STALE_TEMPORARY_MS = 10 * 60_000

/** The parts of a system that decide where caches live. */
export interface CacheConventions {
  readonly environment: Readonly<Record<string, string | undefined>>
  readonly platform: NodeJS.Platform
  /** Home folder; null for a user who has none. */
  readonly home: string | null
}

/**
 * The absolute cache folder: the option, else the variable `LLM_BENCH_CACHE`, else `vitest-llm-bench`
 * in the system's folder for caches. Relative paths start from `root`; the folder need not exist.
 */
export function cacheDirectory(
  option: string | undefined,
  root: string,
  conventions: CacheConventions = {
    environment: process.env,
    platform: process.platform,
    home: homeFolder(),
  },
): string {
  const chosen = option ?? conventions.environment['LLM_BENCH_CACHE']
  if (chosen !== undefined && chosen !== '') return expandPath(chosen, root)
  return conventionalCache(conventions)
}

/**
 * Folders in which something that takes long to make may be already, in the order to look: the chosen one, that of
 * `LLM_BENCH_CACHE`, and the user's own. A project or a test with a cache of its own then makes it no second time.
 */
export function cacheFolders(chosen: string, conventions: CacheConventions): string[] {
  const named = conventions.environment['LLM_BENCH_CACHE']
  const ofVariable = named === undefined || named === '' ? [] : [expandPath(named, '.')]
  return [...new Set([chosen, ...ofVariable, conventionalCache(conventions)])]
}

/** The folder of the synthetic models in a cache folder. */
export function syntheticFolder(cache: string): string {
  return join(cache, 'synthetic')
}

/** The folder of the checksums of files that lie in no cache, in a cache folder. */
export function checksumFolder(cache: string): string {
  return join(cache, 'checksums')
}

function conventionalCache({ environment, platform, home }: CacheConventions): string {
  const name = 'vitest-llm-bench'
  if (home === null) return join(tmpdir(), `${name}-cache-${process.getuid?.() ?? 0}`)
  if (platform === 'win32') return win32.join(environment['LOCALAPPDATA'] ?? win32.join(home, 'AppData', 'Local'), name)
  if (platform === 'darwin') return posix.join(home, 'Library', 'Caches', name)
  const xdg = environment['XDG_CACHE_HOME']
  // The XDG specification has relative paths ignored.
  return posix.join(xdg?.startsWith('/') ? xdg : posix.join(home, '.cache'), name)
}

/** Limits of a sweep of the synthetic models: the file to keep, and the bytes that may stay. */
export interface SweepOptions {
  /** Path of the file just asked for, which stays. */
  readonly keep: string
  /** Bytes the files may take together. */
  readonly maxBytes: number
  /** Bytes about to be written, 0 by default. */
  readonly incomingBytes?: number
  /** Time of the sweep in milliseconds since the epoch; now by default. */
  readonly nowMs?: number
  /** Removes a file, and says whether it could; default: for good. Whoever only asks what would go says so here. */
  readonly remove?: (path: string) => Promise<boolean>
}

/** Name of a synthetic model's file while it is written. */
const ownTemporary = /^[\w.-]+-seed\d+-v\d+\.gguf\.[\da-f]{8}(-[\da-f]{4}){3}-[\da-f]{12}\.tmp$/
/** Milliseconds between two looks at a file that seems to be left: one that is written grows. */
const secondLookMs = 1000

/**
 * Removes temporary files untouched for ten minutes and, until the rest fits, the models least recently
 * used (by modification time, which each use renews), but none used in the last ten minutes. Only what this
 * package made: a model says so itself, and a temporary file that is still written grows, however the clock was
 * set. A file that cannot be removed stays.
 *
 * @returns The removed paths.
 */
export async function sweepSyntheticCache(
  folder: string,
  { keep, maxBytes, incomingBytes = 0, nowMs = Date.now(), remove = removeFile }: SweepOptions,
): Promise<string[]> {
  const files = await filesIn(folder)
  const removed: string[] = []
  for (const path of await leftIn(folder, files, nowMs)) if (await remove(path)) removed.push(path)
  const models = files.filter(({ path }) => path.endsWith('.gguf'))
  // The file about to be written replaces the one of its own name.
  const staying = models.filter(({ path }) => incomingBytes === 0 || path !== keep)
  let total = staying.reduce((sum, { bytes }) => sum + bytes, incomingBytes)
  for (const { path, bytes, usedMs } of models.toSorted((one, two) => one.usedMs - two.usedMs)) {
    if (total <= maxBytes) break
    if (path === keep || Math.abs(nowMs - usedMs) < RECENTLY_USED_MS) continue
    if (!(await isSynthetic(path)) || !(await remove(path))) continue
    removed.push(path)
    total -= bytes
  }
  return removed
}

/** Temporary files that nobody writes any more. */
async function leftIn(folder: string, files: readonly CachedFile[], nowMs: number): Promise<string[]> {
  const old = files.filter(
    ({ path, usedMs }) => ownTemporary.test(basename(path)) && nowMs - usedMs > STALE_TEMPORARY_MS,
  )
  if (old.length === 0) return []
  await pause(secondLookMs)
  const later = new Map((await filesIn(folder)).map((file) => [file.path, file]))
  return old.flatMap(({ path, bytes, usedMs }) => {
    const now = later.get(path)
    return now?.bytes === bytes && now.usedMs === usedMs ? [path] : []
  })
}

async function isSynthetic(path: string): Promise<boolean> {
  return readGgufHeader(path).then(
    ({ synthetic }) => synthetic,
    () => false,
  )
}

interface CachedFile {
  readonly path: string
  readonly bytes: number
  readonly usedMs: number
}

async function filesIn(folder: string): Promise<CachedFile[]> {
  const entries: Dirent[] = await readdir(folder, { withFileTypes: true }).catch(() => [])
  const files = await Promise.all(
    entries
      .filter((entry) => entry.isFile())
      .map(async ({ name }) => {
        const path = join(folder, name)
        // Another process may sweep at the same time.
        const found = await stat(path).catch(() => null)
        return found === null ? [] : [{ path, bytes: found.size, usedMs: found.mtimeMs }]
      }),
  )
  return files.flat()
}

async function removeFile(path: string): Promise<boolean> {
  return rm(path).then(
    () => true,
    () => false,
  )
}
