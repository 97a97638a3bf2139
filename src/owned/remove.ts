import { lstatSync, readdirSync, rmdirSync, type Stats, unlinkSync } from 'node:fs'
import { join } from 'node:path'
import { markFile } from './mark.ts'

/** Names in a folder; none where it cannot be read. */
export function namesIn(folder: string): string[] {
  try {
    return readdirSync(folder)
  } catch {
    return []
  }
}

/** Facts of a path, no link followed; null where there are none to be had. */
export function factsOf(path: string): Stats | null {
  try {
    return lstatSync(path)
  } catch {
    return null
  }
}

/** Removes a file, or a link; one that cannot be removed stays. */
export function removeFile(path: string): void {
  try {
    unlinkSync(path)
  } catch {
    // It is gone already, or not ours to remove.
  }
}

/**
 * Removes a marked folder: the files that are ours, the mark, and the folder itself where nothing else is in
 * it. Never goes into a folder or through a link. What cannot be removed stays.
 */
export function removeMarked(folder: string, isOurs: (path: string, name: string, facts: Stats) => boolean): void {
  for (const name of namesIn(folder)) {
    const path = join(folder, name)
    const facts = factsOf(path)
    if (facts !== null && name !== markFile && isOurs(path, name, facts)) removeFile(path)
  }
  removeFile(join(folder, markFile))
  try {
    rmdirSync(folder)
  } catch {
    // Somebody has put something into it.
  }
}
