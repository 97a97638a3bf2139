import { LlmBenchError } from '../../../errors.ts'
import { notAllowed } from '../../../option-check/sentences.ts'
import { shown } from '../../../option-check/shown.ts'
import { askGit } from './git.ts'

/** The repository of the working folder. */
export interface Repository {
  /** Folder of the user's work tree, which is only read. */
  readonly root: string
  /** Path of the working folder below it, in which Vitest runs; empty for the root itself. */
  readonly prefix: string
  readonly head: string
}

/** A revision that is compared. */
export interface Revision {
  /** Its name as it was given, or "working tree". */
  readonly name: string
  readonly commit: string
  /** Whether changes that are not committed are a part of it. */
  readonly isWorkingTree: boolean
}

const workingTreeName = 'working tree'

/** This side where no second revision is given: the working tree, with its changes. */
export function workingTree({ head }: Repository): Revision {
  return { name: workingTreeName, commit: head, isWorkingTree: true }
}

/** A revision as a sentence says it. */
export function spokenName({ name, isWorkingTree }: Revision): string {
  return isWorkingTree ? `the ${name}` : name
}

/**
 * The repository that a folder is in.
 * @throws LlmBenchError `revision-unusable` outside of one, and before its first commit
 */
export async function findRepository(folder: string): Promise<Repository> {
  const place = await askGit(folder, ['rev-parse', '--show-toplevel', '--show-prefix'])
  if (place === null) throw unusable(`${shown(folder)} is in no work tree of git: run it in the project's own folder`)
  const [root = '', prefix = ''] = place.split('\n')
  const head = await commitOf(root, 'HEAD')
  if (head === null) throw unusable('the repository has no commit yet: commit something to compare with')
  return { root, prefix: prefix.replace(/\/$/u, ''), head }
}

/**
 * The commit of a name.
 * @throws LlmBenchError `invalid-option` where there is none
 */
export async function findRevision({ root }: Repository, name: string): Promise<Revision> {
  const commit = name === '' || name.startsWith('-') ? null : await commitOf(root, name)
  if (commit !== null) return { name, commit, isWorkingTree: false }
  throw notAllowed(
    'llm-bench ab <ref>',
    shown(name),
    'a commit, branch or tag of this repository (git fetch --tags origin brings those of a shallow clone)',
  )
}

async function commitOf(root: string, name: string): Promise<string | null> {
  const commit = await askGit(root, ['rev-parse', '--verify', '--quiet', `${name}^{commit}`])
  return commit === null ? null : commit.trim()
}

function unusable(why: string): LlmBenchError {
  return new LlmBenchError('revision-unusable', `llm-bench ab: ${why}`)
}
