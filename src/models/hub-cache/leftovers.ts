import { existsSync, readdirSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { isLeft } from '../../owned/lock-file.ts'
import { removeFile } from '../../owned/remove.ts'
import { cachedRepositories } from './cached-repositories.ts'
import { blobPath, noteFolder, partialEnd } from './layout.ts'
import { notedBlobs, notePath } from './note.ts'

/** A download of ours that stopped before its end. */
export interface Leftover {
  readonly path: string
  readonly bytes: number
  /** `user/repo` that it is of. */
  readonly repository: string
}

/** Downloads of ours that stopped before their end, and that no process goes on with. */
export function leftovers(cache: string): Leftover[] {
  return cachedRepositories(cache).flatMap(({ folder, user, repo }) =>
    namesIn(join(folder, 'blobs'))
      .filter((name) => name.includes(partialEnd) && !isHeld(folder, name.slice(0, name.indexOf(partialEnd))))
      .map((name) => join(folder, 'blobs', name))
      .map((path) => ({ path, bytes: sizeOf(path), repository: `${user}/${repo}` })),
  )
}

/** Removes downloads that were left, and notes about contents that others have removed. */
export function removeLeftovers(cache: string): Leftover[] {
  const found = leftovers(cache)
  for (const { path } of found) removeFile(path)
  for (const { folder } of cachedRepositories(cache)) {
    for (const blob of notedBlobs(folder)) if (!existsSync(blobPath(folder, blob))) removeFile(notePath(folder, blob))
  }
  return found
}

function isHeld(folder: string, blob: string): boolean {
  const lock = join(noteFolder(folder), `${blob}.lock`)
  return existsSync(lock) && !isLeft(lock)
}

function sizeOf(path: string): number {
  return statSync(path, { throwIfNoEntry: false })?.size ?? 0
}

function namesIn(folder: string): string[] {
  try {
    return readdirSync(folder)
  } catch {
    return []
  }
}
