import { link, readlink, rename, stat, symlink } from 'node:fs/promises'
import { dirname, join, relative } from 'node:path'
import { writeWhole } from '../../write-whole.ts'
import { errorCode } from '../error-code.ts'
import { commitOf } from './find-cached.ts'
import { makeFolder } from './make-folder.ts'
import { blobPath, isCommit, refPath, snapshotFolder, staysInside } from './layout.ts'

/**
 * Gives contents the name that a file has in a commit: by a link, as all do that keep to the layout; on a disk without
 * links they are moved there, as the others do it, too.
 * @returns the path in the folder of the repository
 */
export async function nameBlob(folder: string, blob: string, commit: string, file: string): Promise<string> {
  const path = join(snapshotFolder(folder, commit), ...file.split('/'))
  const contents = blobPath(folder, blob)
  const target = relative(dirname(path), contents)
  // In a cache that may only be read what is there needs no writing.
  if ((await readlink(path).catch(() => null)) === target) return relative(folder, path)
  await makeFolder(dirname(path))
  try {
    await symlink(target, path)
  } catch (error) {
    if (errorCode(error) === 'EEXIST') await replaceWrong(path, target)
    else await linkOrMove(contents, path)
  }
  return relative(folder, path)
}

/** A name that leads elsewhere or nowhere, as after contents were removed, is given to the contents anew. */
async function replaceWrong(path: string, target: string): Promise<void> {
  const isLink = (await readlink(path).catch(() => null)) !== null
  if (!isLink && (await stat(path).catch(() => null)) !== null) return
  const fresh = `${path}.${crypto.randomUUID()}.tmp`
  await symlink(target, fresh)
  await rename(fresh, path)
}

async function linkOrMove(contents: string, path: string): Promise<void> {
  try {
    await link(contents, path)
  } catch (error) {
    if (errorCode(error) === 'EEXIST') return
    await rename(contents, path)
  }
}

/** Notes the commit that a branch or a tag stands at; a commit stands where it is. Throws Node's own error. */
export function keepRef(folder: string, revision: string, commit: string): void {
  if (isCommit(revision) || !staysInside(revision) || commitOf(folder, revision) === commit) return
  writeWhole(refPath(folder, revision), commit)
}
