import { stat } from 'node:fs/promises'
import { join } from 'node:path'
import { LlmBenchError } from '../../errors.ts'
import { splitPlace } from '../gguf/split-parts.ts'
import { chooseFile, quantizationsIn } from '../gguf/choose-file.ts'
import type { HuggingFaceSpec } from '../hugging-face-spec.ts'
import { revisionOf } from '../hub-cache/find-cached.ts'
import type { CachedModel } from '../hub-cache/find-cached.ts'
import { keepRef, nameBlob } from '../hub-cache/keep-blob.ts'
import { repositoryFolder, snapshotFolder } from '../hub-cache/layout.ts'
import { makeRoom } from '../hub-cache/make-room.ts'
import { readNote, writeNote } from '../hub-cache/note.ts'
import { type Asked, Patience } from './ask.ts'
import { assertFileFits } from '../memory/memory-fit.ts'
import type { MemoryBudget } from '../memory/memory-budget.ts'
import { downloadError } from './download-error.ts'
import { HubFailure, mayAskMirror } from './failure.ts'
import { fetchBlob } from './fetch-blob.ts'
import { fileFacts, type HubFile, resolvePath } from './file-facts.ts'
import { pinned, type Pins } from '../registry/pins.ts'
import { type PullProgress, PullTally } from './pull-tally.ts'
import { repositoryFiles } from './repository-files.ts'
import type { HubSettings } from './settings.ts'

/** Place and limits of a download. */
export interface PullOptions {
  /** Folder of the cache that it goes into. */
  readonly cache: string
  readonly hub: HubSettings
  /** The spec as it was given, for messages. */
  readonly spec: string
  /** Checksums that its files have to have; null where none were declared. */
  readonly pins: Pins | null
  /** Bytes that the models we have fetched may take; null for no limit. */
  readonly maxBytes: number | null
  /** Memory that the model may take, where it is to be loaded: a larger file is not fetched. */
  readonly budget?: MemoryBudget | null
  readonly onProgress?: ((progress: PullProgress) => void) | undefined
  readonly signal?: AbortSignal | undefined
}

/**
 * Has a model of the hub in the cache, at the state it has there now: what is there already is not fetched again.
 * @throws LlmBenchError `model-download`, `model-too-large`, `model-invalid` or `aborted`: one line for each cause
 */
export async function pullModel(spec: HuggingFaceSpec, options: PullOptions): Promise<CachedModel> {
  const { hub, cache } = options
  const failed = { spec: options.spec, repository: spec, cache, hadToken: hub.token !== null }
  if (hub.offline)
    throw new LlmBenchError(
      'model-download',
      `download of "${options.spec}" is switched off by HF_HUB_OFFLINE and it is not in the cache "${cache}"; ` +
        'unset that, or use a local path or synthetic:<shape>',
    )
  const sources: Asked[] = [hub, ...hub.mirrors.map((endpoint) => ({ endpoint, token: null }))]
  let first: unknown = null
  for (const source of sources) {
    try {
      return await pullFrom(source, spec, options)
    } catch (error) {
      first ??= error
      if (!mayAskMirror(error)) throw downloadError(failed, error)
    }
  }
  throw downloadError(failed, first)
}

async function pullFrom(source: Asked, spec: HuggingFaceSpec, options: PullOptions): Promise<CachedModel> {
  const { cache, hub, pins, signal } = options
  const patience = new Patience(hub.patienceMs)
  const folder = repositoryFolder(cache, spec)
  const { file, revision } = await chosen(source, spec, patience, signal)
  const names = splitPlace(file)?.files.map((part) => part.replaceAll('\\', '/')) ?? [file]
  const files: HubFile[] = []
  // One after the other: what a hub says of the first, it may refuse of the next.
  for (const name of names) {
    const at = files[0]?.commit ?? revision
    files.push(await fileFacts(source, { repository: spec, revision: at, file: name }, patience, signal))
  }
  const [{ commit } = { commit: revision }] = files
  const wanted = pins === null ? files : pinned(files, pins)
  const model = `${spec.user}/${spec.repo}/${file}`
  const tally = new PullTally(options.spec, wanted, options.onProgress)
  if (options.budget !== null && options.budget !== undefined)
    assertFileFits(options.spec, tally.totalBytes ?? 0, options.budget)
  if (options.maxBytes !== null)
    await makeRoom(cache, { maxBytes: options.maxBytes, incomingBytes: tally.totalBytes ?? 0, keep: model })
  for (const each of wanted) {
    const path = resolvePath(spec, revision, each.file)
    const { stallMs } = hub
    const onNews = tally.newsOf(each)
    const kept = await fetchBlob(source, { folder, file: each, path, stallMs, patience, onNews, signal })
    const link = await nameBlob(folder, each.blob, commit, each.file)
    await note(folder, each, { model, link, sha256: kept.sha256 })
  }
  keepRef(folder, revisionOf(spec), commit)
  return { folder, commit, file, path: join(snapshotFolder(folder, commit), ...file.split('/')) }
}

/** The file that a spec means, and the revision at which it is asked for: of a list the commit that the list is of. */
async function chosen(
  source: Asked,
  spec: HuggingFaceSpec,
  patience: Patience,
  signal: AbortSignal | undefined,
): Promise<{ readonly file: string; readonly revision: string }> {
  const { selection } = spec
  const revision = revisionOf(spec)
  if (selection.by === 'file') {
    assertWholeFile(selection.file)
    return { file: selection.file, revision }
  }
  const { files, commit } = await repositoryFiles(source, spec, revision, patience, signal)
  const quantization = selection.by === 'quantization' ? selection.quantization : null
  const file = chooseFile(files, { quantization, orAny: true })
  if (file !== null) return { file, revision: commit ?? revision }
  const known = quantizationsIn(files)
  throw new HubFailure(new URL(source.endpoint).host, { kind: 'nothing-chosen', wanted: quantization, known })
}

/** @throws LlmBenchError `model-invalid` for a piece of a file, which is no model before all are joined */
function assertWholeFile(file: string): void {
  const parts = /\.part\d+of(\d+)$/i.exec(file)?.[1]
  if (parts === undefined) return
  throw new LlmBenchError(
    'model-invalid',
    `"${file}" is one of ${parts} pieces that a model was cut into: ` +
      'download all, join them in their order (cat), and give the path; or choose another repository',
  )
}

/** Notes what we have fetched; what another had fetched stays that other's, and is only known better. */
async function note(
  folder: string,
  { blob }: HubFile,
  { model, link, sha256 }: { readonly model: string; readonly link: string; readonly sha256: string | null },
): Promise<void> {
  const before = readNote(folder, blob)
  if (sha256 === null) {
    if (before?.fetched === true && !before.links.includes(link))
      writeNote(folder, blob, { ...before, links: [...before.links, link] })
    return
  }
  const { size: bytes, mtimeMs } = await stat(join(folder, 'blobs', blob))
  writeNote(folder, blob, { fetched: true, sha256, bytes, mtimeMs, model, links: [link] })
}
