import { existsSync } from 'node:fs'
import { rm } from 'node:fs/promises'
import { join } from 'node:path'
import { LlmBenchError } from '../../../errors.ts'
import { askGit, doGit } from './git.ts'
import { type Gitlink, gitlinksOf, submoduleNames } from './gitlinks.ts'

/** A work tree without its submodules, and the user's own with them. */
export interface Submodules {
  /** The user's work tree, which is only read. */
  readonly here: string
  readonly there: string
  /** Whether the submodules are to be as they lie in the user's work tree, not as the commit names them. */
  readonly isWorkingTree: boolean
  /** The revision, as a sentence says it. */
  readonly revision: string
  readonly stop: AbortSignal
  readonly tell: (text: string) => void
  /** Called with each submodule that was made from the user's own: its folder here and there. */
  readonly carry: (here: string, there: string) => Promise<void>
}

/**
 * Fills the submodules of a work tree, and those within them. They come from the clones that the user's own work tree
 * has, and from where `.gitmodules` says only where those lack the commit: nothing is written into the repository, as
 * `git submodule init` would. One that the user has not initialised stays empty on both sides.
 * @throws LlmBenchError `revision-unusable` where one cannot be had, and what `stop` was aborted with
 */
export async function fillSubmodules(plan: Submodules): Promise<void> {
  const { here, there, isWorkingTree, revision, stop, tell } = plan
  const links = await gitlinksOf(isWorkingTree ? here : there)
  if (links.length === 0) return
  const known = new Set((await submoduleNames(here)).values())
  for (const link of links) {
    stop.throwIfAborted()
    const [own, folder] = [join(here, link.path), join(there, link.path)]
    const isHere = existsSync(join(own, '.git'))
    if (!isHere && (isWorkingTree || known.has(link.name))) {
      tell(`${revision} goes without the submodule ${link.path}, as your work tree does (git submodule update --init)`)
      continue
    }
    const commit = isWorkingTree ? await headOf(own, plan) : link.commit
    if (isWorkingTree && commit !== link.commit) {
      tell(`the submodule ${link.path} is taken at ${short(commit)}, as it lies here, not at ${short(link.commit)}`)
    }
    const clone = await cloneWith(commit, here, link)
    if (clone === null) await fetchSubmodule(link, plan)
    else {
      await copyClone(clone, folder, { ...link, commit }, plan)
      if (isWorkingTree) await plan.carry(own, folder)
      await fillSubmodules({ ...plan, here: own, there: folder })
    }
  }
}

const shortCommit = 9

function short(commit: string): string {
  return commit.slice(0, shortCommit)
}

async function headOf(own: string, { stop }: Submodules): Promise<string> {
  return (await doGit(own, ['rev-parse', '--verify', 'HEAD'], 'read the commit of a submodule', stop)).trim()
}

/** The folder of a clone of a submodule here that has a commit: the one in use, or one that was in use once. */
async function cloneWith(commit: string, here: string, { path, name }: Gitlink): Promise<string | null> {
  const own = existsSync(join(here, path, '.git')) ? await askGit(join(here, path), absoluteGitFolder) : null
  const kept = await Promise.all([askGit(here, absoluteGitFolder), askGit(here, commonGitFolder)])
  const folders = [own, ...kept.map((folder) => (folder === null ? null : join(folder.trim(), 'modules', name)))]
  for (const folder of folders.flatMap((each) => (each === null ? [] : [each.trim()]))) {
    if (!existsSync(folder)) continue
    // oxlint-disable-next-line no-await-in-loop -- the first one that has it is enough
    if ((await askGit(folder, ['cat-file', '-e', `${commit}^{commit}`])) !== null) return folder
  }
  return null
}

const absoluteGitFolder = ['rev-parse', '--absolute-git-dir']
const commonGitFolder = ['rev-parse', '--path-format=absolute', '--git-common-dir']

/** A work tree of its own with the objects of a clone, which are not copied. */
async function copyClone(clone: string, folder: string, { path, commit }: Gitlink, plan: Submodules): Promise<void> {
  const aim = `check the submodule ${path} of ${plan.revision} out`
  await rm(folder, { recursive: true, force: true })
  await doGit(plan.there, ['clone', '--quiet', '--shared', '--no-checkout', clone, folder], aim, plan.stop)
  // Addresses of submodules within may be relative to its own.
  const origin = await askGit(clone, ['config', 'remote.origin.url'])
  if (origin !== null) await doGit(folder, ['config', 'remote.origin.url', origin.trim()], aim, plan.stop)
  await doGit(folder, ['checkout', '--quiet', '--detach', '--force', commit], aim, plan.stop)
}

/** Has git fetch what no clone here has; that it is active is said for this call, not in the user's configuration. */
async function fetchSubmodule({ path, commit }: Gitlink, { there, revision, stop, tell }: Submodules): Promise<void> {
  tell(`fetching the submodule ${path} of ${revision}, for no clone here has ${short(commit)}`)
  const update = ['-c', 'submodule.active=.', 'submodule', '--quiet', 'update', '--checkout', '--recursive', '--', path]
  await doGit(there, update, `fetch the submodule ${path} of ${revision}`, stop)
  if (existsSync(join(there, path, '.git'))) return
  throw new LlmBenchError('revision-unusable', `git left the submodule ${path} of ${revision} empty`)
}
