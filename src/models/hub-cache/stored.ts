import { statSync } from 'node:fs'
import { cachedRepositories } from './cached-repositories.ts'
import { blobPath } from './layout.ts'
import { type FoundNote, notesOf } from './note.ts'

/** A model in a cache that we have fetched: all of its parts. */
export interface StoredModel {
  /** Folder of its repository. */
  readonly folder: string
  /** `user/repo/file.gguf`: of a split model the first part. */
  readonly model: string
  readonly parts: readonly FoundNote[]
  readonly bytes: number
  /** Time of its last use, in milliseconds since the epoch. */
  readonly usedMs: number
}

/** The models in a cache that we have fetched; those of others are theirs. */
export async function storedModels(cache: string): Promise<StoredModel[]> {
  const found = await Promise.all(
    cachedRepositories(cache).map(async ({ folder }) => {
      const notes = await notesOf(folder)
      const ours = notes.filter(({ fetched, blob }) => fetched && isThere(folder, blob))
      const models = [...new Set(ours.map(({ model }) => model))]
      return models.map((model): StoredModel => {
        const parts = ours.filter((note) => note.model === model)
        return {
          folder,
          model,
          parts,
          bytes: parts.reduce((sum, { bytes }) => sum + bytes, 0),
          usedMs: Math.max(...parts.map(({ usedMs }) => usedMs)),
        }
      })
    }),
  )
  return found.flat()
}

function isThere(folder: string, blob: string): boolean {
  return statSync(blobPath(folder, blob), { throwIfNoEntry: false })?.isFile() === true
}
