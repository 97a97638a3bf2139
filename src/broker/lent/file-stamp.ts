import { statSync } from 'node:fs'
import { filesOfModel } from '../../models/gguf/split-parts.ts'

/**
 * Size and time of a file, by which one that was written anew is told, and of the other parts of a split model;
 * null for a file that is not there.
 */
export function fileStamp(path: string): string | null {
  const stamps = filesOfModel(path).map(stampOf)
  return stamps.includes(null) ? null : stamps.join(', ')
}

function stampOf(path: string): string | null {
  const found = statSync(path, { throwIfNoEntry: false })
  return found === undefined ? null : `${found.size} ${found.mtimeMs}`
}
