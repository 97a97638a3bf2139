import { removeBlobs } from './remove-blobs.ts'
import { type StoredModel, storedModels } from './stored.ts'

/** Milliseconds within which a model that was used is not removed: somebody is at work with it. */
const recentMs = 10 * 60_000

/** Limits of the models that we have fetched. */
export interface RoomOptions {
  /** Bytes that they may take together. */
  readonly maxBytes: number
  /** Bytes that are about to come. */
  readonly incomingBytes?: number
  /** The model that was asked for, as `user/repo/file.gguf`: it stays. */
  readonly keep?: string
  /** Time now in milliseconds since the epoch. */
  readonly nowMs?: number
  /** Removes a model, and says whether it could; default: for good. Whoever only asks what would go says so here. */
  readonly remove?: (model: StoredModel) => boolean
}

/**
 * Removes the least recently used of the models that we have fetched until they and what comes fit into a limit: none
 * that a process uses, that was used a moment ago or that another program has given a name, and none that others have
 * fetched. What cannot be removed stays.
 * @returns those that were removed
 */
export async function makeRoom(
  cache: string,
  { maxBytes, incomingBytes = 0, keep, nowMs = Date.now(), remove = isRemoved }: RoomOptions,
): Promise<StoredModel[]> {
  const models = await storedModels(cache)
  let total = models.reduce((sum, { bytes }) => sum + bytes, incomingBytes)
  const removed: StoredModel[] = []
  for (const stored of models.toSorted((one, other) => one.usedMs - other.usedMs)) {
    if (total <= maxBytes) break
    const { model, bytes, usedMs } = stored
    if (model === keep || Math.abs(nowMs - usedMs) < recentMs || !remove(stored)) continue
    total -= bytes
    removed.push(stored)
  }
  return removed
}

function isRemoved({ folder, parts }: StoredModel): boolean {
  try {
    return removeBlobs({ folder, blobs: parts.map(({ blob }) => blob), unlessShared: true }).state === 'removed'
  } catch {
    return false
  }
}
