import { createHash, type Hash } from 'node:crypto'
import { open, realpath, stat } from 'node:fs/promises'
import { basename, dirname, join } from 'node:path'
import { writeWhole } from '../../write-whole.ts'
import { readFileSync } from 'node:fs'
import { at } from '../../json.ts'
import { noteOfFile, readNote, writeNote } from './note.ts'

/** Bytes that are read at a time. */
const chunkBytes = 1 << 20

/** Told how much of a file has been read. */
export type TellRead = (readBytes: number, totalBytes: number) => void

/** SHA-256 of a file's contents, read whole, in hexadecimal digits. */
export async function sha256Of(path: string, onRead?: TellRead, signal?: AbortSignal): Promise<string> {
  const hash = createHash('sha256')
  await hashFile(path, hash, onRead, signal)
  return hash.digest('hex')
}

/** Name that Git has for the contents of a file: a SHA-1 of their length and of themselves. */
export async function gitNameOf(path: string): Promise<string> {
  const hash = createHash('sha1').update(`blob ${(await stat(path)).size}\0`)
  await hashFile(path, hash)
  return hash.digest('hex')
}

/** Adds a file's contents to a hash. */
export async function hashFile(path: string, hash: Hash, onRead?: TellRead, signal?: AbortSignal): Promise<void> {
  await using file = await open(path, 'r')
  const { size } = await file.stat()
  const chunk = Buffer.allocUnsafe(chunkBytes)
  for (let position = 0; ;) {
    signal?.throwIfAborted()
    const { bytesRead } = await file.read(chunk, 0, chunk.length, position)
    if (bytesRead === 0) return
    hash.update(chunk.subarray(0, bytesRead))
    position += bytesRead
    onRead?.(position, size)
  }
}

/**
 * SHA-256 of a model's file: as it was computed before, where the file has not changed since, else read whole. It is
 * noted beside the file where that lies in a Hugging Face cache, else in a folder of notes.
 * @param notes folder of the notes about files anywhere else
 */
export async function knownSha256(path: string, notes: string, onRead?: TellRead): Promise<string> {
  const file = await realpath(path)
  const facts = await stat(file)
  const isBlob = basename(dirname(file)) === 'blobs'
  const noted = isBlob ? await noteOfFile(file) : otherNote(notes, file, facts)
  if (noted !== null) return noted.sha256
  const sha256 = await sha256Of(file, onRead)
  const { size: bytes, mtimeMs } = facts
  if (isBlob) {
    const [folder, blob] = [dirname(dirname(file)), basename(file)]
    const before = readNote(folder, blob) ?? { fetched: false, model: '', links: [] }
    writeNote(folder, blob, { ...before, sha256, bytes, mtimeMs })
  } else {
    try {
      writeWhole(otherPath(notes, file), `${JSON.stringify({ file, sha256, bytes, mtimeMs })}\n`)
    } catch {
      // It is computed again the next time.
    }
  }
  return sha256
}

function otherPath(notes: string, file: string): string {
  return join(notes, `${createHash('sha256').update(file).digest('hex').slice(0, 32)}.json`)
}

function otherNote(
  notes: string,
  file: string,
  { size, mtimeMs }: { readonly size: number; readonly mtimeMs: number },
): { readonly sha256: string } | null {
  try {
    const value: unknown = JSON.parse(readFileSync(otherPath(notes, file), 'utf8'))
    const sha256 = at(value, 'sha256')
    const isSame = at(value, 'file') === file && at(value, 'bytes') === size && at(value, 'mtimeMs') === mtimeMs
    return isSame && typeof sha256 === 'string' ? { sha256 } : null
  } catch {
    return null
  }
}
