import { readFileSync, readdirSync, readlinkSync, realpathSync, statSync } from 'node:fs'
import { basename, dirname, join } from 'node:path'
import { procIds, procText } from '../../machine/processes/proc.ts'
import { whileLocked } from '../../owned/file-lock.ts'
import { isOwner, lifeOf, thisOwner } from '../../owned/owner.ts'
import { removeFile } from '../../owned/remove.ts'
import { writeWhole } from '../../write-whole.ts'
import { noteUse } from './note.ts'
import { noteFolder } from './layout.ts'

function usesFolder(folder: string): string {
  return join(noteFolder(folder), 'uses')
}

/**
 * Notes that this process uses contents of a cache until it ends, so that nobody removes them under it. A cache that
 * may only be read takes no note, nor does anybody remove anything there.
 * @param file absolute path of the contents, no link to them
 */
export function useBlob(file: string): void {
  const [folder, blob] = [dirname(dirname(file)), basename(file)]
  noteUse(folder, blob)
  const mark = join(usesFolder(folder), `${blob}.${crypto.randomUUID()}.json`)
  try {
    whileUsesStand(folder, () => {
      // A process that was killed could not remove its own.
      usersOf(folder, blob)
      writeWhole(mark, JSON.stringify(thisOwner(null)))
    })
    process.once('exit', () => removeFile(mark))
  } catch {
    // Nothing can be written there.
  }
}

/** Does something while no process says that it uses contents of a repository: what looks, and what then removes. */
export function whileUsesStand<Result>(folder: string, work: () => Result): Result {
  return whileLocked(usesFolder(folder), work)
}

/** Process that uses contents of a cache: its id, or null where it runs in another container or on another machine. */
export interface BlobUser {
  readonly pid: number | null
}

/** A process that uses contents, as far as can be told: it has said so, or has the file open (Linux). Null for none. */
export function userOfBlob(folder: string, blob: string): BlobUser | null {
  return usersOf(folder, blob)[0] ?? userOfFile(join(folder, 'blobs', blob))
}

/** Processes that have said that they use contents; the marks of those that are gone are removed. */
function usersOf(folder: string, blob: string): BlobUser[] {
  return namesOf(usesFolder(folder))
    .filter((name) => name.startsWith(`${blob}.`))
    .flatMap((name): BlobUser[] => {
      const mark = join(usesFolder(folder), name)
      const owner = parsed(mark)
      if (!isOwner(owner)) return []
      const life = lifeOf(owner)
      if (life === 'alive') return [{ pid: owner.pid }]
      // A machine that went down has left it: nobody measures for as long.
      if (life === 'elsewhere' && isYoung(mark)) return [{ pid: null }]
      removeFile(mark)
      return []
    })
}

/** Milliseconds after which a use that was noted elsewhere is no longer believed. */
const believedMs = 24 * 3_600_000

function isYoung(mark: string): boolean {
  const facts = statSync(mark, { throwIfNoEntry: false })
  return facts !== undefined && Date.now() - facts.mtimeMs < believedMs
}

/**
 * A process that has a file mapped or open (Linux): a server that was started by hand, or another program. Null where
 * there is none, or none can be seen.
 */
export function userOfFile(path: string): BlobUser | null {
  const file = realPath(path)
  if (file === null) return null
  const mapped = Buffer.from(file).toString('latin1')
  for (const pid of procIds() ?? []) {
    if (pid !== process.pid && (procText(`${pid}/maps`).includes(mapped) || hasOpen(pid, file))) return { pid }
  }
  return null
}

function realPath(path: string): string | null {
  try {
    return realpathSync(path)
  } catch {
    return null
  }
}

function hasOpen(pid: number, path: string): boolean {
  const descriptors = `/proc/${pid}/fd`
  return namesOf(descriptors).some((name) => {
    try {
      return readlinkSync(join(descriptors, name)) === path
    } catch {
      return false
    }
  })
}

function namesOf(folder: string): string[] {
  try {
    return readdirSync(folder)
  } catch {
    return []
  }
}

function parsed(path: string): unknown {
  try {
    return JSON.parse(readFileSync(path, 'utf8'))
  } catch {
    return null
  }
}
