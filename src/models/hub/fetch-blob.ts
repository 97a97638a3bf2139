import { copyFile, link, rename, rm, stat, statfs } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { bytesBeside, formatBytes } from '../../figures.ts'
import { LlmBenchError } from '../../errors.ts'
import { whileLockedLong } from '../../owned/long-lock.ts'
import { gitNameOf, sha256Of } from '../hub-cache/checksum.ts'
import { blobPath, noteFolder, partialPath } from '../hub-cache/layout.ts'
import { makeFolder } from '../hub-cache/make-folder.ts'
import { ollamaBlobs } from '../hub-cache/place.ts'
import { type Asked, type Patience } from './ask.ts'
import { HubFailure } from './failure.ts'
import type { HubFile } from './file-facts.ts'
import { transfer } from './transfer.ts'

/** News of a file that comes. */
export interface FetchNews {
  readonly receivedBytes: number
  /** Whether another process fetches it. */
  readonly byAnother: boolean
}

/** A file to have in a cache. */
export interface WantedBlob {
  /** Folder of its repository in the cache. */
  readonly folder: string
  readonly file: HubFile
  /** Path and query of the file on the hub. */
  readonly path: string
  readonly stallMs: number
  readonly patience: Patience
  readonly onNews: (news: FetchNews) => void
  readonly signal?: AbortSignal | undefined
}

/** Contents in the cache, and how they came there. */
export interface KeptBlob {
  readonly path: string
  /** SHA-256 that was computed of them; null where they were there already. */
  readonly sha256: string | null
}

/**
 * The contents of a file, in the cache: fetched where they are not there yet, by one process of those that want them.
 * Nothing has their name before all has come and the checksum is right.
 * @throws HubFailure, Node's own error where the cache cannot be written, and LlmBenchError `model-too-large` where
 * its disk has no room
 */
export async function fetchBlob(hub: Asked, wanted: WantedBlob): Promise<KeptBlob> {
  const { folder, file, onNews, signal } = wanted
  const path = blobPath(folder, file.blob)
  if (await isThere(path, file)) return { path, sha256: null }
  const partial = partialPath(folder, file.blob)
  await makeFolder(dirname(path))
  const onWait = (): void =>
    void stat(partial).then(
      ({ size }) => onNews({ receivedBytes: size, byAnother: true }),
      () => onNews({ receivedBytes: 0, byAnother: true }),
    )
  return await whileLockedLong(
    join(noteFolder(folder), `${file.blob}.lock`),
    async () => {
      if (await isThere(path, file)) return { path, sha256: null }
      if (!(await takeOver(file, partial))) await assertRoom(folder, file, partial)
      const sha256 = await transfer(hub, {
        path: wanted.path,
        partial,
        bytes: file.bytes,
        stallMs: wanted.stallMs,
        patience: wanted.patience,
        onBytes: (receivedBytes) => onNews({ receivedBytes, byAnother: false }),
        signal,
      })
      await assertChecksum(hub, file, partial, sha256)
      await rename(partial, path)
      return { path, sha256 }
    },
    { onWait, signal },
  )
}

async function isThere(path: string, { bytes }: HubFile): Promise<boolean> {
  const found = await stat(path).catch(() => null)
  return found !== null && found.isFile() && (bytes === null || found.size === bytes)
}

/** Takes contents that Ollama has fetched, which has them under the same checksum: as another name of the one file. */
async function takeOver({ checksum, bytes }: HubFile, partial: string): Promise<boolean> {
  const blobs = ollamaBlobs()
  if (blobs === null || checksum?.algorithm !== 'sha256') return false
  const found = join(blobs, `sha256-${checksum.digest}`)
  const facts = await stat(found).catch(() => null)
  if (facts === null || facts.size !== bytes || (await sha256Of(found).catch(() => null)) !== checksum.digest)
    return false
  const fresh = `${partial}.${crypto.randomUUID()}`
  try {
    await link(found, fresh).catch(async () => await copyFile(found, fresh))
    await rename(fresh, partial)
    return true
  } catch {
    await rm(fresh, { force: true })
    return false
  }
}

async function assertRoom(folder: string, { bytes, file }: HubFile, partial: string): Promise<void> {
  if (bytes === null) return
  const { bavail, bsize } = await statfs(folder)
  const there = (await stat(partial).catch(() => null))?.size ?? 0
  const [needed, free] = [bytes - there, bavail * bsize]
  if (needed <= free) return
  throw new LlmBenchError(
    'model-too-large',
    `no room on disk for "${file}" in "${folder}" (${formatBytes(needed)} needed, ` +
      `${bytesBeside(free, needed)} free); free some (llm-bench models prune, llm-bench models remove), ` +
      'or set HF_HUB_CACHE to a folder on another disk',
  )
}

async function assertChecksum(
  { endpoint }: Asked,
  { checksum }: HubFile,
  partial: string,
  sha256: string,
): Promise<void> {
  if (checksum === null) return
  const found = checksum.algorithm === 'sha256' ? sha256 : await gitNameOf(partial)
  if (found === checksum.digest) return
  await rm(partial, { force: true })
  throw new HubFailure(new URL(endpoint).host, {
    kind: 'other-contents',
    expected: `${checksum.algorithm === 'sha256' ? 'SHA-256' : 'Git name'} ${checksum.digest}`,
    found,
  })
}
