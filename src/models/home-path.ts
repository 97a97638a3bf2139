import { homedir } from 'node:os'
import { join, resolve } from 'node:path'
import { notAllowed } from '../option-check/sentences.ts'

/**
 * An absolute path: `~` at the start becomes the user's home folder, a relative path is taken from
 * `root`.
 *
 * @throws {LlmBenchError} `invalid-option` for `~name`, another user's home folder.
 */
export function expandPath(path: string, root: string): string {
  if (!path.startsWith('~')) return resolve(root, path)
  if (path === '~' || path.startsWith('~/') || path.startsWith('~\\')) return join(homedir(), path.slice(2))
  throw notAllowed(
    'a path',
    `"${path}"`,
    `the whole path, for another user's home folder is not expanded, or "./${path}" for a file of that name`,
  )
}
