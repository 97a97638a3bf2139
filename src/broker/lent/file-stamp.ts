import { statSync } from 'node:fs'

/** Size and time of a file, by which one that was written anew is told; null for a file that is not there. */
export function fileStamp(path: string): string | null {
  const found = statSync(path, { throwIfNoEntry: false })
  return found === undefined ? null : `${found.size} ${found.mtimeMs}`
}
