import { readdirSync, readlinkSync, rmdirSync, rmSync, statSync, unlinkSync } from 'node:fs'
import { dirname, join, relative, resolve } from 'node:path'
import { removeFile } from '../../owned/remove.ts'
import { blobPath, noteFolder } from './layout.ts'
import { notePath, readNote } from './note.ts'
import { type BlobUser, userOfBlob, whileUsesStand } from './use.ts'

/** Contents to remove from the folder of a repository. */
export interface Removal {
  readonly folder: string
  readonly blobs: readonly string[]
  /** Whether contents stay that others have given a name: true unless a person named them. */
  readonly unlessShared: boolean
}

/** End of the removal of contents that were to be removed. */
export type Removed =
  | { readonly state: 'removed' }
  | { readonly state: 'in-use'; readonly user: BlobUser }
  /** Another program has given them a name of its own. */
  | { readonly state: 'shared' }

/**
 * Removes contents and their names, all or none: none while a process uses one of them. The folder of a repository
 * that holds nothing more goes with them. Throws Node's own error where they cannot be removed.
 */
export function removeBlobs({ folder, blobs, unlessShared }: Removal): Removed {
  return whileUsesStand(folder, () => {
    for (const blob of blobs) {
      const user = userOfBlob(folder, blob)
      if (user !== null) return { state: 'in-use', user }
    }
    const names = blobs.map((blob) => ({ blob, links: linksTo(folder, blob) }))
    if (unlessShared && names.some(({ blob, links }) => links.some((link) => !isOurs(folder, blob, link))))
      return { state: 'shared' }
    for (const { blob, links } of names) {
      // Its names first: what is still named is whole.
      for (const link of links) removeName(folder, link)
      rmSync(blobPath(folder, blob), { force: true })
      removeFile(notePath(folder, blob))
    }
    removeEmpty(folder)
    return { state: 'removed' }
  })
}

function isOurs(folder: string, blob: string, link: string): boolean {
  return readNote(folder, blob)?.links.includes(link) === true
}

/** Names that lead to contents, as paths in the folder of the repository. */
export function linksTo(folder: string, blob: string): string[] {
  const contents = resolve(blobPath(folder, blob))
  return pathsBelow(join(folder, 'snapshots'))
    .filter((link) => leadsTo(link, contents))
    .map((link) => relative(folder, link))
}

function leadsTo(link: string, contents: string): boolean {
  try {
    return resolve(dirname(link), readlinkSync(link)) === contents
  } catch {
    // On a disk without links of that sort the two are one file.
    return isSameFile(link, contents)
  }
}

function isSameFile(one: string, other: string): boolean {
  const [left, right] = [one, other].map((path) => statSync(path, { throwIfNoEntry: false }))
  return left?.isFile() === true && right !== undefined && left.ino === right.ino && left.dev === right.dev
}

function pathsBelow(folder: string): string[] {
  try {
    return readdirSync(folder, { recursive: true, encoding: 'utf8' }).map((name) => join(folder, name))
  } catch {
    return []
  }
}

function removeName(folder: string, link: string): void {
  unlinkSync(join(folder, link))
  // Folders of a commit, and of a path in it, that hold nothing more.
  for (let path = dirname(link); path !== 'snapshots' && path !== '.'; path = dirname(path)) {
    try {
      rmdirSync(join(folder, path))
    } catch {
      return
    }
  }
}

/** Removes the folder of a repository in which nothing is left but what we and others have noted about it. */
function removeEmpty(folder: string): void {
  const isBusy = namesIn(noteFolder(folder)).some((name) => name.endsWith('.lock') && name !== 'uses.lock')
  if (isBusy || namesIn(join(folder, 'blobs')).length > 0 || namesIn(join(folder, 'snapshots')).length > 0) return
  rmSync(folder, { recursive: true, force: true })
}

function namesIn(folder: string): string[] {
  try {
    return readdirSync(folder)
  } catch {
    return []
  }
}
