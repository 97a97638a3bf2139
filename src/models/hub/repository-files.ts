import { at, listOf, textOf } from '../../json.ts'
import { type HubRepository, isCommit, staysInside } from '../hub-cache/layout.ts'
import { type Asked, askHub, type Patience, reasonOf } from './ask.ts'
import { HubFailure } from './failure.ts'

/** Files of a repository at one commit. */
export interface RepositoryFiles {
  readonly commit: string | null
  readonly files: readonly string[]
}

/**
 * Asks the hub for the paths of a repository's files.
 * @throws HubFailure as `askHub` does, and for an answer that is no such list
 */
export async function repositoryFiles(
  hub: Asked,
  { user, repo }: HubRepository,
  revision: string,
  patience: Patience,
  signal?: AbortSignal,
): Promise<RepositoryFiles> {
  const path = `/api/models/${user}/${repo}/revision/${encodeURIComponent(revision)}`
  const { response, host } = await askHub(hub, { method: 'GET', path, patience, signal })
  const answer: unknown = await response.json().catch((error: unknown) => {
    signal?.throwIfAborted()
    throw new HubFailure(host, { kind: 'odd-answer', reason: `its list of files cannot be read: ${reasonOf(error)}` })
  })
  const siblings = listOf(at(answer, 'siblings'))
  if (siblings === null)
    throw new HubFailure(host, { kind: 'odd-answer', reason: 'its list of files has no "siblings"' })
  const files = siblings.flatMap((sibling) => textOf(at(sibling, 'rfilename')) ?? []).filter(staysInside)
  const sha = textOf(at(answer, 'sha'))
  return { commit: sha !== null && isCommit(sha) ? sha : null, files }
}
