import { realpathSync, rmSync } from 'node:fs'
import { basename, dirname } from 'node:path'
import { LlmBenchError } from '../../errors.ts'
import { filesOfModel } from '../../models/gguf/split-parts.ts'
import { removeBlobs } from '../../models/hub-cache/remove-blobs.ts'
import { type BlobUser, userOfFile } from '../../models/hub-cache/use.ts'
import { notAllowed } from '../../option-check/sentences.ts'
import { shown } from '../../option-check/shown.ts'
import type { ListedModel } from './listed-model.ts'

const call = 'llm-bench models remove'

/**
 * Removes a model that a person has named, whoever fetched it.
 * @returns the bytes that it took
 * @throws LlmBenchError for a file of the user's own, a model that is not there, and one that a process uses
 */
export function removeModel(text: string, { source, path, bytes }: ListedModel): number {
  if (source === 'file')
    throw notAllowed(call, `${shown(text)}, a file of your own,`, 'a model of a cache; delete a file of yours by hand')
  if (path === null) throw new LlmBenchError('model-not-found', `${call}: ${shown(text)} is not in a cache`)
  const files = filesOfModel(path).map((file) => realpathSync(file))
  const [first = path] = files
  if (basename(dirname(first)) === 'blobs') {
    const folder = dirname(dirname(first))
    const removed = removeBlobs({ folder, blobs: files.map((file) => basename(file)), unlessShared: false })
    if (removed.state === 'in-use') throw inUse(text, removed.user)
  } else {
    const user = files.map(userOfFile).find((found) => found !== null) ?? null
    if (user !== null) throw inUse(text, user)
    for (const file of files) rmSync(file)
  }
  return bytes ?? 0
}

function inUse(text: string, { pid }: BlobUser): LlmBenchError {
  const who = pid === null ? 'a process in another container or on another machine' : `process ${pid}`
  return notAllowed(call, `${shown(text)}, which ${who} uses,`, 'it again once that has ended')
}
