import { join } from 'node:path'
import { askGit, doGit } from './git.ts'

/** A submodule, as a commit of the repository around it names it. */
export interface Gitlink {
  /** Path of its folder from the root of the work tree that it is in. */
  readonly path: string
  /** Name in `.gitmodules`, under which its clone is kept. */
  readonly name: string
  readonly commit: string
}

/** Mode of such an entry in git's index. */
const linkMode = '160000'

/**
 * The submodules in the index of a work tree. An entry that `.gitmodules` does not name is none: nothing says where
 * it comes from, and git leaves its folder empty as well.
 * @throws LlmBenchError `revision-unusable` where git cannot list them
 */
export async function gitlinksOf(workTree: string): Promise<Gitlink[]> {
  const names = await submoduleNames(workTree)
  if (names.size === 0) return []
  const entries = (await doGit(workTree, ['ls-files', '--stage', '-z'], 'list the submodules')).split('\0')
  return entries.flatMap((entry) => {
    const [facts = '', path = ''] = entry.split('\t')
    const [mode, commit = ''] = facts.split(' ')
    const name = names.get(path)
    return mode === linkMode && name !== undefined ? [{ path, name, commit }] : []
  })
}

/** Names of the submodules in `.gitmodules` of a work tree, by their paths, but for those that lead out of a folder. */
export async function submoduleNames(workTree: string): Promise<ReadonlyMap<string, string>> {
  const [file, paths] = [join(workTree, '.gitmodules'), String.raw`^submodule\..*\.path$`]
  const listing = await askGit(workTree, ['config', '--file', file, '-z', '--get-regexp', paths])
  const entries = (listing ?? '').split('\0').flatMap((entry): [string, string][] => {
    const [key = '', path = ''] = entry.split('\n')
    const name = key.slice('submodule.'.length, -'.path'.length)
    return path === '' || name === '' || name.split(/[/\\]/u).includes('..') ? [] : [[path, name]]
  })
  return new Map(entries)
}
