import { chmodSync, mkdirSync, mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { isAlive } from '../machine/processes/is-alive.ts'

const prefix = 'llm-bench-'
/** Bytes of the longest parent folder: a socket's path has at most 103 on macOS, about forty below this one. */
const longestParent = 60

/**
 * A private folder for sockets, named after this process; folders of processes that were killed are
 * removed. Short, because a socket's path may have about 100 characters.
 */
export function makeSocketFolder(): string {
  const parent = shortTemporaryFolder()
  sweep(parent)
  const folder = mkdtempSync(join(parent, `${prefix}${process.pid}-`))
  chmodSync(folder, 0o700)
  return folder
}

/** The system's temporary folder, or /tmp where its path leaves no room for a socket's. */
function shortTemporaryFolder(): string {
  const folder = tmpdir()
  return process.platform !== 'win32' && Buffer.byteLength(folder) > longestParent ? '/tmp' : folder
}

function sweep(parent: string): void {
  for (const name of list(parent)) {
    const pid = new RegExp(`^${prefix}(\\d+)-`).exec(name)?.[1]
    if (pid === undefined || isAlive(Number(pid))) continue
    // Somebody else's folder cannot be removed, and need not be.
    remove(join(parent, name))
  }
}

/** Path of a socket in a folder; on Windows the name of a pipe. */
export function socketPath(folder: string, name: string): string {
  if (process.platform !== 'win32') return join(folder, `${name}.sock`)
  return `\\\\.\\pipe\\${folder.replaceAll(/[^\w-]/g, '-')}-${name}`
}

const keptJournals = 10
const keptLogs = 20

/**
 * A new folder for the journals of one run, below the report's folder; the ten newest are kept.
 * Where it cannot be made the journals go to the system's temporary folder.
 */
export function makeJournalFolder(outputDirectory: string, startedAt: Date): string {
  const parent = join(outputDirectory, 'journal')
  const folder = join(parent, `${stampOf(startedAt)}-${process.pid}`)
  if (!makeFolder(folder)) return mkdtempSync(join(tmpdir(), 'vitest-llm-bench-journal-'))
  prune(parent, keptJournals)
  return folder
}

/**
 * A new file for the log of a model host. Beside the journals, not among those of one run: a warm
 * host outlives the run that started it. The twenty newest are kept.
 */
export function newLogFile(outputDirectory: string, id: string): string {
  const folder = join(outputDirectory, 'logs')
  const name = `${stampOf(new Date())}-${process.pid}-${id}.log`
  if (!makeFolder(folder)) return join(mkdtempSync(join(tmpdir(), 'vitest-llm-bench-log-')), name)
  prune(folder, keptLogs - 1)
  return join(folder, name)
}

/** A time as part of a file name; later names sort after earlier ones. */
function stampOf(time: Date): string {
  return time.toISOString().replaceAll(/[:.]/g, '-')
}

function makeFolder(folder: string): boolean {
  try {
    mkdirSync(folder, { recursive: true })
    return true
  } catch {
    return false
  }
}

function prune(parent: string, kept: number): void {
  const names = list(parent).toSorted()
  for (const name of names.slice(0, Math.max(0, names.length - kept))) remove(join(parent, name))
}

function list(folder: string): string[] {
  try {
    return readdirSync(folder)
  } catch {
    return []
  }
}

/** Removes a folder, as far as it can be removed. */
export function remove(folder: string): void {
  try {
    rmSync(folder, { recursive: true, force: true })
  } catch {
    // Left for the next sweep.
  }
}
