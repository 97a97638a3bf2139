import { readdirSync, readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { chooseFile } from '../gguf/choose-file.ts'
import { filesOfModel } from '../gguf/split-parts.ts'
import type { HuggingFaceSpec } from '../hugging-face-spec.ts'
import { isCommit, mainRevision, refPath, repositoryFolder, snapshotFolder, staysInside } from './layout.ts'

/** A model in a cache, whoever fetched it. */
export interface CachedModel {
  /** Folder of its repository in the cache. */
  readonly folder: string
  readonly commit: string
  /** Path of its file in the repository; of a split model its first part. */
  readonly file: string
  /** Absolute path of that file in the cache. */
  readonly path: string
}

/** How exactly a cached model has to be the one that is meant. */
export interface FindOptions {
  /**
   * Whether the only quantization that is there may stand for the one the hub would choose, which is not known
   * without asking it.
   */
  readonly orAny: boolean
}

/** The model that a spec means, in the first of the caches that has all of it; null where none has. */
export function findCached(
  caches: readonly string[],
  spec: HuggingFaceSpec,
  options: FindOptions = { orAny: false },
): CachedModel | null {
  for (const cache of caches) {
    const found = findIn(repositoryFolder(cache, spec), spec, options)
    if (found !== null) return found
  }
  return null
}

/** The branch, tag or commit that a spec means. */
export function revisionOf({ selection }: HuggingFaceSpec): string {
  return (selection.by === 'file' ? selection.revision : null) ?? mainRevision
}

function findIn(folder: string, spec: HuggingFaceSpec, { orAny }: FindOptions): CachedModel | null {
  const commit = commitOf(folder, revisionOf(spec))
  if (commit === null) return null
  const snapshot = snapshotFolder(folder, commit)
  const file = fileOf(snapshot, spec, orAny)
  if (file === null || !staysInside(file)) return null
  const path = join(snapshot, ...file.split('/'))
  return filesOfModel(path).every(isFile) ? { folder, commit, file, path } : null
}

function fileOf(snapshot: string, { selection }: HuggingFaceSpec, orAny: boolean): string | null {
  if (selection.by === 'file') return selection.file
  const quantization = selection.by === 'quantization' ? selection.quantization : null
  return chooseFile(filesBelow(snapshot), { quantization, orAny })
}

/** The commit that a revision stood at when it was last asked for; null where it never was. */
export function commitOf(folder: string, revision: string): string | null {
  if (isCommit(revision)) return revision
  if (!staysInside(revision)) return null
  try {
    const commit = readFileSync(refPath(folder, revision), 'utf8').trim()
    return isCommit(commit) ? commit : null
  } catch {
    return null
  }
}

/** Paths of the files below a folder, with slashes; of links only those that lead somewhere. */
export function filesBelow(folder: string): string[] {
  try {
    return readdirSync(folder, { recursive: true, encoding: 'utf8' })
      .filter((name) => isFile(join(folder, name)))
      .map((name) => name.replaceAll('\\', '/'))
  } catch {
    return []
  }
}

function isFile(path: string): boolean {
  return statSync(path, { throwIfNoEntry: false })?.isFile() === true
}
