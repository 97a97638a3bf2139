import { readdirSync, readFileSync, utimesSync } from 'node:fs'
import { stat } from 'node:fs/promises'
import { basename, dirname, join } from 'node:path'
import { at, isObject, listOf, numberOf, textOf } from '../../json.ts'
import { writeWhole } from '../../write-whole.ts'
import { noteFolder } from './layout.ts'

const madeBy = 'vitest-llm-bench'

/** Facts that we know of the contents of a file in the cache, in a file of its own beside them. */
export interface BlobNote {
  /** Whether we have fetched it, so that it is ours to remove. */
  readonly fetched: boolean
  /** SHA-256 of its contents, as we have computed it. */
  readonly sha256: string
  readonly bytes: number
  /** Time of its last change, in milliseconds since the epoch: another one, and the checksum is no longer its. */
  readonly mtimeMs: number
  /** The model that it is a part of, as `user/repo/file.gguf`: the first of its parts. */
  readonly model: string
  /** Paths in the folder of the repository that we have linked to it. */
  readonly links: readonly string[]
}

/** A note, and when the file was last used. */
export interface FoundNote extends BlobNote {
  readonly blob: string
  readonly usedMs: number
}

/** Path of the note about contents. */
export function notePath(folder: string, blob: string): string {
  return join(noteFolder(folder), `${blob}.json`)
}

/** Writes a note; a cache that may only be read has none. */
export function writeNote(folder: string, blob: string, note: BlobNote): void {
  try {
    writeWhole(notePath(folder, blob), `${JSON.stringify({ madeBy, ...note })}\n`)
  } catch {
    // The checksum is computed again the next time.
  }
}

/** The note about contents; null where there is none. */
export function readNote(folder: string, blob: string): BlobNote | null {
  try {
    const value: unknown = JSON.parse(readFileSync(notePath(folder, blob), 'utf8'))
    return noteOf(value)
  } catch {
    return null
  }
}

/** The note about a file of a cache, where its contents are still those that were noted. */
export async function noteOfFile(file: string): Promise<BlobNote | null> {
  const note = readNote(dirname(dirname(file)), basename(file))
  if (note === null) return null
  const { size, mtimeMs } = await stat(file)
  return size === note.bytes && mtimeMs === note.mtimeMs ? note : null
}

/** Notes that a file is used now. */
export function noteUse(folder: string, blob: string): void {
  try {
    const used = new Date()
    utimesSync(notePath(folder, blob), used, used)
  } catch {
    // There is no note, or the cache may only be read.
  }
}

/** Names of contents of a repository that there are notes about. */
export function notedBlobs(folder: string): string[] {
  try {
    return readdirSync(noteFolder(folder))
      .filter((name) => name.endsWith('.json'))
      .map((name) => name.slice(0, -'.json'.length))
  } catch {
    return []
  }
}

/** The notes of a repository, with the time of the last use of each. */
export async function notesOf(folder: string): Promise<FoundNote[]> {
  const found = await Promise.all(
    notedBlobs(folder).map(async (blob) => {
      const note = readNote(folder, blob)
      const facts = await stat(notePath(folder, blob)).catch(() => null)
      return note === null || facts === null ? [] : [{ ...note, blob, usedMs: facts.mtimeMs }]
    }),
  )
  return found.flat()
}

function noteOf(value: unknown): BlobNote | null {
  if (!isObject(value) || value['madeBy'] !== madeBy) return null
  const sha256 = textOf(value['sha256'])
  const [bytes, mtimeMs] = [numberOf(value['bytes']), numberOf(value['mtimeMs'])]
  if (sha256 === null || bytes === null || mtimeMs === null) return null
  const links = (listOf(at(value, 'links')) ?? []).filter((link) => typeof link === 'string')
  return { fetched: value['fetched'] === true, sha256, bytes, mtimeMs, model: textOf(value['model']) ?? '', links }
}
