import { statSync, type Stats } from 'node:fs'

/**
 * Refuses a path that names neither a file nor a folder: opening a pipe that nobody writes to would wait for ever.
 * A path that names nothing passes; opening it says so.
 * @throws Error whose `code`, as a system error's, says what it is: `a pipe`, `a socket`, `a device`
 */
export function assertRegular(
  path: string,
  found: Stats | undefined = statSync(path, { throwIfNoEntry: false }),
): void {
  const kind = found === undefined ? null : irregular(found)
  if (kind !== null) throw Object.assign(new Error(`"${path}" is ${kind}, no file`), { code: kind })
}

function irregular(found: Stats): string | null {
  if (found.isFIFO()) return 'a pipe'
  if (found.isSocket()) return 'a socket'
  return found.isCharacterDevice() || found.isBlockDevice() ? 'a device' : null
}
