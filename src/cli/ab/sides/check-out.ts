import { copyFile, cp, lstat, mkdir, readlink, rm, symlink } from 'node:fs/promises'
import { constants } from 'node:fs'
import { dirname, join } from 'node:path'
import { doGit } from './git.ts'
import { type Repository, type Revision, spokenName } from './repository.ts'
import { fillSubmodules } from './submodules.ts'

/** How a side's work tree is made. */
export interface CheckOut {
  readonly stop: AbortSignal
  readonly tell: (text: string) => void
}

/**
 * Checks a revision out into a new work tree, with its submodules. That of the working tree gets its changes too, new
 * files that git does not ignore included: the user's own is read only, and may be worked in meanwhile.
 * @throws LlmBenchError `revision-unusable` where git cannot, and what `stop` was aborted with
 */
export async function checkOut(
  { root }: Repository,
  revision: Revision,
  folder: string,
  { stop, tell }: CheckOut,
): Promise<void> {
  const name = spokenName(revision)
  await doGit(root, ['worktree', 'add', '--detach', folder, revision.commit], `check ${name} out`, stop)
  const { isWorkingTree } = revision
  if (isWorkingTree) await carryChanges(root, folder)
  const carry = carryChanges
  await fillSubmodules({ here: root, there: folder, isWorkingTree, revision: name, stop, tell, carry })
}

/** Brings over all that differs from the last commit. */
async function carryChanges(root: string, folder: string): Promise<void> {
  for (const path of await changedPaths(root)) await carryOver(join(root, path), join(folder, path))
}

/** Paths of all that differs from the last commit, from the root; that of another repository within ends in a slash. */
async function changedPaths(root: string): Promise<string[]> {
  const listing = ['status', '--porcelain=v1', '-z', '--no-renames', '--untracked-files=all', '--ignore-submodules=all']
  const status = await doGit(root, listing, 'list the changes of the working tree')
  // Each entry is two letters, a space and a path.
  return status.split('\0').flatMap((entry) => (entry.length > 3 ? [entry.slice(3)] : []))
}

async function carryOver(from: string, to: string): Promise<void> {
  const facts = await lstat(from).catch(() => null)
  await rm(to, { recursive: true, force: true })
  if (facts === null) return
  await mkdir(dirname(to), { recursive: true })
  if (facts.isSymbolicLink()) await symlink(await readlink(from), to)
  else if (facts.isDirectory()) await cp(from, to, { recursive: true, verbatimSymlinks: true })
  else if (facts.isFile()) await copyFile(from, to, constants.COPYFILE_FICLONE)
}
