import { chmodSync, lstatSync, mkdirSync, mkdtempSync, type Stats, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { LlmBenchError } from '../errors.ts'
import { isLeft, readMark, writeMark } from '../owned/mark.ts'
import { thisOwner } from '../owned/owner.ts'
import { factsOf, namesIn, removeMarked } from '../owned/remove.ts'
import { systemReason } from '../system-error.ts'

const prefix = 'llm-bench-'
/** Bytes of the longest parent folder: a socket's path has at most 103 on macOS, about forty below this one. */
const longestParent = 60
const isWindows = process.platform === 'win32'

/** The private folder that this process's sockets are in, and those of the processes it lends. */
export class SocketFolder {
  readonly path: string
  #files: readonly string[] = [reasonFile]

  /** @throws LlmBenchError `host-crashed` where none can be made */
  constructor() {
    this.path = makeIn(shortTemporaryFolder())
  }

  /** Path of a socket; on Windows the name of a pipe. */
  socket(name: string): string {
    if (!isWindows) return join(this.path, `${name}.sock`)
    return `\\\\.\\pipe\\${this.path.replaceAll(/[^\w-]/g, '-')}-${name}`
  }

  /** Whether a socket is still where it was listened on; somebody may tidy up among temporary files. */
  has(name: string): boolean {
    return isWindows || factsOf(this.socket(name))?.isSocket() === true
  }

  /**
   * Marks the folder as ours, once a socket in it shows that we live.
   * @param files names of what else is ours in it
   * @throws Node's own error where it cannot be written
   */
  mark(door: string, files: readonly string[] = []): void {
    this.#files = [...files, reasonFile]
    const owner = thisOwner(this.socket(door))
    writeMark(this.path, { kind: 'sockets', owner, order: 0, over: false, files: this.#files })
  }

  /** Makes the folder anew where it is gone. Throws Node's own error, also where somebody else's is in its place. */
  restore(): void {
    try {
      mkdirSync(this.path, { mode: 0o700 })
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error
      const { uid, mode } = lstatSync(this.path)
      if (!isWindows && (uid !== process.getuid?.() || (mode & 0o077) !== 0)) throw error
    }
  }

  /** Writes down for workers why nobody listens here. */
  explain(reason: string): void {
    try {
      writeFileSync(join(this.path, reasonFile), reason)
    } catch {
      // Workers say what they see themselves.
    }
  }

  /** Removes the folder and the sockets in it. */
  remove(): void {
    removeMarked(this.path, (_path, name, facts) => isOurs(name, facts, this.#files))
  }
}

/** File beside a socket with the reason why nobody listens on it. */
export const reasonFile = 'broker.reason'

function isOurs(name: string, facts: Stats, files: readonly string[]): boolean {
  return facts.isSocket() ? name.endsWith('.sock') : facts.isFile() && files.includes(name)
}

/**
 * Removes the folders of processes that were killed: those that are marked as ours, by this user, and whose
 * owner is known to be gone. Whatever else is among the temporary files, whatever its name, stays.
 */
export async function sweepSocketFolders(own: SocketFolder): Promise<void> {
  const parent = join(own.path, '..')
  for (const name of namesIn(parent)) {
    const path = join(parent, name)
    if (!name.startsWith(prefix) || path === own.path) continue
    const mark = readMark(path, 'sockets')
    // oxlint-disable-next-line no-await-in-loop -- one after the other: nobody waits for it
    if (mark === null || !(await isLeft(mark))) continue
    removeMarked(path, (_path, entry, facts) => isOurs(entry, facts, mark.files))
  }
}

function makeIn(parent: string): string {
  try {
    const folder = mkdtempSync(join(parent, `${prefix}${process.pid}-`))
    chmodSync(folder, 0o700)
    return folder
  } catch (cause) {
    const isMissing = (cause as NodeJS.ErrnoException).code === 'ENOENT'
    const why = isMissing ? 'it does not exist' : `nothing can be written there (${systemReason(cause)})`
    throw new LlmBenchError(
      'host-crashed',
      `no folder for sockets can be made in the temporary folder "${parent}": ${why}; ` +
        `set ${isWindows ? 'TEMP' : 'TMPDIR'} to a folder that can be written`,
      { cause },
    )
  }
}

/** The system's temporary folder, or /tmp where its path leaves no room for a socket's. */
function shortTemporaryFolder(): string {
  const folder = tmpdir()
  return !isWindows && Buffer.byteLength(folder) > longestParent ? '/tmp' : folder
}
