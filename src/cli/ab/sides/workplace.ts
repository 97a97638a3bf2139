import { rmdirSync } from 'node:fs'
import { mkdtemp, realpath, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { isLeft, markFile, readMark, writeMark } from '../../../owned/mark.ts'
import { thisOwner } from '../../../owned/owner.ts'
import { factsOf, namesIn, removeFile } from '../../../owned/remove.ts'
import { askGit } from './git.ts'

/** A folder among the temporary ones in which two revisions stand side by side, and what they measured. */
export interface Workplace extends AsyncDisposable {
  /** Folders of the work trees. */
  readonly a: string
  readonly b: string
  /** Folder of the reports of all launches. */
  readonly reports: string
}

const prefix = 'llm-bench-ab-'
const workTrees = ['a', 'b']
const reports = 'reports'

/** Makes the folder, once those are gone that a killed process has left. */
export async function openWorkplace(repositoryRoot: string): Promise<Workplace> {
  const parent = await realpath(tmpdir())
  await removeLeft(parent)
  const folder = await mkdtemp(join(parent, prefix))
  writeMark(folder, { kind: 'revisions', owner: thisOwner(null), order: 0, over: false, files: [] })
  return {
    a: join(folder, 'a'),
    b: join(folder, 'b'),
    reports: join(folder, reports),
    [Symbol.asyncDispose]: async () => await removeWorkplace(folder, repositoryRoot),
  }
}

/**
 * Removes what this program puts into such a folder, and the folder where nothing else is in it. Links are
 * removed, never what they lead to.
 */
async function removeWorkplace(folder: string, repositoryRoot: string | null): Promise<void> {
  for (const name of workTrees) {
    const path = join(folder, name)
    if (factsOf(path) === null) continue
    const common = repositoryRoot ?? (await commonFolder(path))
    await rm(path, { recursive: true, force: true, maxRetries: 3 })
    // Its entry in the repository; those of others that are out of reach now would fall to `git worktree prune`.
    if (common !== null) await askGit(common, ['worktree', 'remove', '--force', '--force', path])
  }
  await rm(join(folder, reports), { recursive: true, force: true, maxRetries: 3 })
  removeFile(join(folder, markFile))
  try {
    rmdirSync(folder)
  } catch {
    // Somebody has put something into it.
  }
}

/** The folder of the repository that a work tree belongs to; null where it is none any more. */
async function commonFolder(workTree: string): Promise<string | null> {
  const folder = await askGit(workTree, ['rev-parse', '--path-format=absolute', '--git-common-dir'])
  return folder === null ? null : folder.trim()
}

async function removeLeft(parent: string): Promise<void> {
  for (const name of namesIn(parent).filter((each) => each.startsWith(prefix))) {
    const folder = join(parent, name)
    const mark = readMark(folder, 'revisions')
    if (mark !== null && (await isLeft(mark))) await removeWorkplace(folder, null)
  }
}
