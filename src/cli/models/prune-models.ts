import { DEFAULT_MAX_SYNTHETIC_BYTES, sweepSyntheticCache, syntheticFolder } from '../../models/cache.ts'
import { leftovers, removeLeftovers } from '../../models/hub-cache/leftovers.ts'
import { makeRoom } from '../../models/hub-cache/make-room.ts'
import { hubCacheFolder } from '../../models/hub-cache/place.ts'
import { userOfBlob } from '../../models/hub-cache/use.ts'
import type { ProjectModels } from './project-models.ts'

/** Limits of a prune. */
export interface PruneOptions {
  /** Bytes that the downloads, and as many that the synthetic models, may take; null for their usual limits. */
  readonly toBytes: number | null
  /** Whether it is only told what would go. */
  readonly dryRun: boolean
}

/** Something that was removed, or would be. */
export interface Pruned {
  readonly what: string
  /** Null where nobody looked. */
  readonly bytes: number | null
}

/** Removes downloads that were left, and the least recently used of our models beyond a limit. */
export async function pruneModels(project: ProjectModels, { toBytes, dryRun }: PruneOptions): Promise<Pruned[]> {
  const cache = hubCacheFolder()
  const left = (dryRun ? leftovers : removeLeftovers)(cache).map(({ repository, bytes }) => ({
    what: `an unfinished download of hf:${repository}`,
    bytes,
  }))
  const maxBytes = toBytes ?? project.downloads.maxBytes
  const old =
    maxBytes === null
      ? []
      : await makeRoom(cache, {
          maxBytes,
          ...(dryRun
            ? { remove: ({ folder, parts }) => parts.every(({ blob }) => userOfBlob(folder, blob) === null) }
            : {}),
        })
  const synthetic = await sweepSyntheticCache(syntheticFolder(project.cacheDirectory), {
    keep: '',
    maxBytes: Math.min(toBytes ?? DEFAULT_MAX_SYNTHETIC_BYTES, DEFAULT_MAX_SYNTHETIC_BYTES),
    // oxlint-disable-next-line require-await -- removing takes a promise
    ...(dryRun ? { remove: async () => true } : {}),
  })
  return [
    ...left,
    ...old.map(({ model, bytes }) => ({ what: `hf:${model}`, bytes })),
    ...synthetic.map((path) => ({ what: path, bytes: null })),
  ]
}
