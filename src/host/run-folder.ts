import { chmodSync, mkdirSync, mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

const prefix = 'llm-bench-'

/**
 * A private folder for sockets, named after this process; folders of processes that were killed are
 * removed. Short, because a socket's path may have about 100 characters.
 */
export function makeSocketFolder(): string {
  sweep()
  const folder = mkdtempSync(join(tmpdir(), `${prefix}${process.pid}-`))
  chmodSync(folder, 0o700)
  return folder
}

function sweep(): void {
  for (const name of list(tmpdir())) {
    const pid = new RegExp(`^${prefix}(\\d+)-`).exec(name)?.[1]
    if (pid === undefined || isAlive(Number(pid))) continue
    // Somebody else's folder cannot be removed, and need not be.
    remove(join(tmpdir(), name))
  }
}

/** Path of a socket in a folder; on Windows the name of a pipe. */
export function socketPath(folder: string, name: string): string {
  if (process.platform !== 'win32') return join(folder, `${name}.sock`)
  return `\\\\.\\pipe\\${folder.replaceAll(/[^\w-]/g, '-')}-${name}`
}

const keptJournals = 10

/**
 * A new folder for the journals and logs of one run, below the report's folder; the ten newest are
 * kept. Where it cannot be made the journals go to the system's temporary folder.
 */
export function makeJournalFolder(outputDirectory: string, startedAt: Date): string {
  const stamp = startedAt.toISOString().replaceAll(/[:.]/g, '-')
  const parent = join(outputDirectory, 'journal')
  const folder = join(parent, `${stamp}-${process.pid}`)
  try {
    mkdirSync(folder, { recursive: true })
  } catch {
    return mkdtempSync(join(tmpdir(), 'vitest-llm-bench-journal-'))
  }
  for (const name of list(parent).toSorted().slice(0, -keptJournals)) remove(join(parent, name))
  return folder
}

function list(folder: string): string[] {
  try {
    return readdirSync(folder)
  } catch {
    return []
  }
}

/** Removes a folder; what cannot be removed stays. */
export function remove(folder: string): void {
  try {
    rmSync(folder, { recursive: true, force: true })
  } catch {
    // Left for the next sweep.
  }
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0)
    return true
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM'
  }
}
