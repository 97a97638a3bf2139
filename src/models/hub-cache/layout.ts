import { join } from 'node:path'

/** A repository of models on the hub. */
export interface HubRepository {
  readonly user: string
  readonly repo: string
}

/** Branch that is meant where none is named. */
export const mainRevision = 'main'

const folderName = /^models--(?<user>.+?)--(?<repo>.+)$/

/** The folder of a repository in a cache. */
export function repositoryFolder(cache: string, { user, repo }: HubRepository): string {
  return join(cache, `models--${user}--${repo}`)
}

/** The repository that a folder of a cache is of; null for another folder. */
export function repositoryOf(name: string): HubRepository | null {
  const { user, repo } = folderName.exec(name)?.groups ?? {}
  return user === undefined || repo === undefined ? null : { user, repo }
}

/** The contents of a file, under the checksum that the hub has for them. */
export function blobPath(folder: string, blob: string): string {
  return join(folder, 'blobs', blob)
}

/** End of the name of contents of which we have not all yet; others name theirs otherwise, and none reads these. */
export const partialEnd = '.llm-bench.incomplete'

/** Contents of which not all have come. */
export function partialPath(folder: string, blob: string): string {
  return blobPath(folder, `${blob}${partialEnd}`)
}

/** The folder of a commit of a repository: its files, by their own names. */
export function snapshotFolder(folder: string, commit: string): string {
  return join(folder, 'snapshots', commit)
}

/** The file that says which commit a branch or a tag stood at. */
export function refPath(folder: string, revision: string): string {
  return join(folder, 'refs', ...revision.split('/'))
}

/** The folder of what we note about the files of a repository. */
export function noteFolder(folder: string): string {
  return join(folder, '.llm-bench')
}

/** Whether a text is the name of a commit. */
export function isCommit(text: string): boolean {
  return /^[\da-f]{40}$/.test(text)
}

/** Whether a path that came from elsewhere stays in the folder that it is joined to. */
export function staysInside(path: string): boolean {
  if (/[\0\\]|^[a-z]:/i.test(path)) return false
  return path.split('/').every((step) => step !== '' && step !== '.' && step !== '..')
}
