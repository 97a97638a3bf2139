import { homedir, userInfo } from 'node:os'
import { isAbsolute, join, resolve } from 'node:path'
import { notAllowed } from '../option-check/sentences.ts'

/**
 * An absolute path: `~` at the start becomes the user's home folder, a relative path is taken from
 * `root`.
 *
 * @throws {LlmBenchError} `invalid-option` for `~name`, another user's home folder, and for `~` of a user who has none.
 */
export function expandPath(path: string, root: string): string {
  if (!path.startsWith('~')) return resolve(root, path)
  if (path === '~' || path.startsWith('~/') || path.startsWith('~\\')) {
    const home = homeFolder()
    if (home !== null) return join(home, path.slice(2))
    throw notAllowed('a path', `"${path}"`, 'the whole path, or set HOME: this user has no home folder')
  }
  throw notAllowed(
    'a path',
    `"${path}"`,
    `the whole path, for another user's home folder is not expanded, or "./${path}" for a file of that name`,
  )
}

/**
 * The user's home folder: what the environment says, else what the system knows of the user (an empty `HOME` is
 * none, and would put caches into the folder at hand); null where neither does, as in some containers.
 */
export function homeFolder(): string | null {
  for (const find of [homedir, () => userInfo().homedir]) {
    try {
      const home = find()
      if (isAbsolute(home)) return home
    } catch {
      // The system knows no such user.
    }
  }
  return null
}
