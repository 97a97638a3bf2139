import { appendFileSync, mkdirSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { mkdir, rename, rm } from 'node:fs/promises'
import { dirname } from 'node:path'

/** End of the name of a file that is still being written. */
export const temporarySuffix = '.tmp'

/** A name beside the file, so that both are on one disk; a pid may be another process's in another container. */
function temporaryFor(path: string): string {
  return `${path}.${crypto.randomUUID()}${temporarySuffix}`
}

/**
 * Writes a file so that whoever reads it sees all of it or the one before: to a temporary file beside it,
 * which then takes its name. Synchronous, so that a process on its way out can do it. Makes the folder.
 * Throws Node's own error, and leaves no temporary file.
 */
export function writeWhole(path: string, text: string): void {
  writeWholePieces(path, [text])
}

/** {@link writeWhole} for a text that is too long to be held: it is written piece by piece. */
export function writeWholePieces(path: string, pieces: Iterable<string>): void {
  const temporary = temporaryFor(path)
  mkdirSync(dirname(path), { recursive: true })
  try {
    writeFileSync(temporary, '', { flag: 'wx' })
    for (const piece of pieces) appendFileSync(temporary, piece)
    renameSync(temporary, path)
  } catch (error) {
    rmSync(temporary, { force: true })
    throw error
  }
}

/**
 * {@link writeWhole} for a file too large for one text: `write` makes the temporary file, which is not
 * there yet. Throws the errors of `write`, too.
 */
export async function writeWholeBy(path: string, write: (temporary: string) => Promise<void>): Promise<void> {
  const temporary = temporaryFor(path)
  await mkdir(dirname(path), { recursive: true })
  try {
    await write(temporary)
    await rename(temporary, path)
  } catch (error) {
    await rm(temporary, { force: true })
    throw error
  }
}
