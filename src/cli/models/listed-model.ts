import { realpathSync, statSync } from 'node:fs'
import { basename, dirname, join } from 'node:path'
import { syntheticFolder } from '../../models/cache.ts'
import { filesOfModel } from '../../models/gguf/split-parts.ts'
import { findCached } from '../../models/hub-cache/find-cached.ts'
import { readNote, notesOf } from '../../models/hub-cache/note.ts'
import { readableCaches } from '../../models/hub-cache/place.ts'
import { entryOf } from '../../models/registry/entry.ts'
import { parseModelSpec } from '../../models/spec.ts'
import { syntheticFileName } from '../../models/synthetic/synthetic.ts'
import type { ProjectModels } from './project-models.ts'

/** A model that a person may name, and what is there of it. */
export interface ListedModel {
  /** Name in the registry; null for one that is only in a cache. */
  readonly name: string | null
  readonly spec: string
  readonly source: 'file' | 'hf' | 'synthetic'
  /** Absolute path of its file; null where it is not there. */
  readonly path: string | null
  /** Size of all its files in bytes; null where it is not there. */
  readonly bytes: number | null
  /** Whether we have fetched or written it, so that it may be removed to make room. */
  readonly ours: boolean
  /** Time of its last use, where we know of one. */
  readonly usedAt: string | null
  /** SHA-256 of each of its files, as they are declared or were computed; null where they were not. */
  readonly sha256: readonly string[] | null
  readonly license: string | null
  readonly tags: readonly string[]
}

/**
 * Facts of a model that is here or not, by its name in the registry or its spec; nothing is asked of a network.
 * @throws LlmBenchError for a spec that names nothing
 */
export async function listedModel(text: string, project: ProjectModels): Promise<ListedModel> {
  const entry = entryOf(text, project.registry)
  const parsed = parseModelSpec(text, project)
  const path =
    parsed.kind === 'hf'
      ? (findCached(readableCaches(), parsed)?.path ?? null)
      : parsed.kind === 'file'
        ? parsed.path
        : join(syntheticFolder(project.cacheDirectory), syntheticFileName(parsed))
  return {
    name: entry === null ? null : text.trim(),
    spec: entry?.spec ?? text.trim(),
    source: parsed.kind,
    ...(await factsOf(path, parsed.kind)),
    ...(entry?.sha256 == null ? {} : { sha256: entry.sha256 }),
    license: entry?.license ?? null,
    tags: entry?.tags ?? [],
  }
}

type FileFacts = Pick<ListedModel, 'path' | 'bytes' | 'ours' | 'usedAt' | 'sha256'>

/** Facts of a model's files, as far as they are known without reading them. */
export async function factsOf(path: string | null, source: ListedModel['source']): Promise<FileFacts> {
  const sizes = path === null ? [null] : filesOfModel(path).map(sizeOf)
  if (path === null || sizes.includes(null)) return { path: null, bytes: null, ours: false, usedAt: null, sha256: null }
  const bytes = sizes.reduce<number>((sum, size) => sum + (size ?? 0), 0)
  const contents = realpathSync(path)
  if (source === 'synthetic') {
    const usedAt = statSync(path).mtime.toISOString()
    return { path, bytes, ours: true, usedAt, sha256: null }
  }
  const files = filesOfModel(path).map((file) => realpathSync(file))
  if (basename(dirname(contents)) !== 'blobs') return { path, bytes, ours: false, usedAt: null, sha256: null }
  const folder = dirname(dirname(contents))
  const notes = files.map((file) => readNote(folder, basename(file)))
  const used = (await notesOf(folder)).find(({ blob }) => blob === basename(contents))
  const digests = notes.flatMap((note) => note?.sha256 ?? [])
  return {
    path,
    bytes,
    ours: notes.every((note) => note?.fetched === true),
    usedAt: used === undefined ? null : new Date(used.usedMs).toISOString(),
    sha256: digests.length === files.length ? digests : null,
  }
}

function sizeOf(path: string): number | null {
  return statSync(path, { throwIfNoEntry: false })?.size ?? null
}
