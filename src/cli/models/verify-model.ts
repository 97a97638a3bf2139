import { realpathSync, statSync } from 'node:fs'
import { basename, dirname } from 'node:path'
import { readGgufHeader } from '../../models/gguf/gguf-header.ts'
import { filesOfModel } from '../../models/gguf/split-parts.ts'
import { gitNameOf, sha256Of, type TellRead } from '../../models/hub-cache/checksum.ts'
import { readNote, writeNote } from '../../models/hub-cache/note.ts'
import type { ListedModel } from './listed-model.ts'

/** One file of a model, held to what is known of it. */
export interface VerifiedFile {
  readonly path: string
  readonly sha256: string
  /** `unknown` where nobody has a checksum of it. */
  readonly state: 'right' | 'wrong' | 'unknown'
  /** Where the checksums are from that it was held to: `declared`, `the hub`, `computed when it came`. */
  readonly against: readonly string[]
  /** The checksum that it does not have; null where it has all. */
  readonly wanted: string | null
}

interface Known {
  readonly digest: string
  readonly from: string
  readonly found: string
}

/**
 * Reads all files of a model and holds them to their checksums: declared ones, those that the hub names contents by,
 * and the one that was computed when it came.
 * @throws LlmBenchError where a file is no whole GGUF
 */
export async function verifyModel(
  model: ListedModel,
  declared: readonly string[] | null,
  tell: TellRead,
): Promise<VerifiedFile[]> {
  if (model.path === null) return []
  const verified: VerifiedFile[] = []
  for (const [index, path] of filesOfModel(model.path).entries()) {
    verified.push(await verifyFile(path, declared?.[index] ?? null, tell))
  }
  // Of one that is damaged the checksum says more.
  if (verified.every(({ state }) => state !== 'wrong')) await readGgufHeader(model.path)
  return verified
}

async function verifyFile(path: string, declared: string | null, tell: TellRead): Promise<VerifiedFile> {
  const contents = realpathSync(path)
  const sha256 = await sha256Of(contents, tell)
  const known: Known[] = declared === null ? [] : [{ digest: declared, from: 'declared', found: sha256 }]
  if (basename(dirname(contents)) === 'blobs') {
    const [folder, blob] = [dirname(dirname(contents)), basename(contents)]
    const note = readNote(folder, blob)
    if (/^[\da-f]{64}$/.test(blob)) known.push({ digest: blob, from: 'the hub', found: sha256 })
    if (/^[\da-f]{40}$/.test(blob)) known.push({ digest: blob, from: 'the hub', found: await gitNameOf(contents) })
    if (note?.fetched === true) known.push({ digest: note.sha256, from: 'computed when it came', found: sha256 })
    else {
      const { size: bytes, mtimeMs } = statSync(contents)
      writeNote(folder, blob, { fetched: false, model: '', links: [], sha256, bytes, mtimeMs })
    }
  }
  const wrong = known.find(({ digest, found }) => digest !== found)
  return {
    path,
    sha256,
    state: known.length === 0 ? 'unknown' : wrong === undefined ? 'right' : 'wrong',
    against: known.map(({ from }) => from),
    wanted: wrong?.digest ?? null,
  }
}
