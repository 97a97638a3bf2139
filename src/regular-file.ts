import { statSync, type Stats } from 'node:fs'

/** Kind of something in the file system that is neither a file nor a folder: `a pipe`; null for one that is. */
export function irregularKind(found: Stats): string | null {
  if (found.isFIFO()) return 'a pipe'
  if (found.isSocket()) return 'a socket'
  return found.isCharacterDevice() || found.isBlockDevice() ? 'a device' : null
}

/**
 * Refuses a path that names neither a file nor a folder: opening a pipe that nobody writes to would wait for ever.
 * A path that names nothing passes; opening it says so.
 * @throws Error whose `code`, as a system error's, says what it is, as {@link irregularKind} does
 */
export function assertRegular(path: string): void {
  const found = statSync(path, { throwIfNoEntry: false })
  const kind = found === undefined ? null : irregularKind(found)
  if (kind !== null) throw Object.assign(new Error(`"${path}" is ${kind}, no file`), { code: kind })
}
