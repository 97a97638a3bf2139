import { realpath } from 'node:fs/promises'
import { basename, dirname } from 'node:path'
import { readGgufHeader } from '../gguf/gguf-header.ts'
import { hubCacheFolder } from '../hub-cache/place.ts'
import { useBlob } from '../hub-cache/use.ts'
import type { HuggingFaceSpec } from '../hugging-face-spec.ts'
import { pinsOf } from '../registry/pins.ts'
import type { ResolvedModel, ResolveOptions } from '../resolve.ts'
import { isOnProcessor } from '../memory/candidate.ts'
import { memoryBudget } from '../memory/memory-budget.ts'
import { haveModel } from './have-model.ts'
import { hubSettings } from './settings.ts'

/**
 * The model that a spec of the hub means: of a cache, else fetched. This process uses it from then on, so that no
 * other removes it.
 * @throws LlmBenchError as `haveModel` and `readGgufHeader` do
 */
export async function modelOfHub(
  spec: string,
  parsed: HuggingFaceSpec,
  { downloads, registry, load, onProgress }: ResolveOptions,
): Promise<ResolvedModel> {
  const { path } = await haveModel(parsed, {
    cache: hubCacheFolder(),
    hub: hubSettings(downloads.mirrors),
    spec,
    pins: pinsOf(spec, registry),
    maxBytes: downloads.maxBytes,
    budget: load === undefined || !isOnProcessor(load) ? null : memoryBudget(load.memoryBudget),
    onProgress: ({ text, receivedBytes, totalBytes }) => onProgress?.({ text, doneBytes: receivedBytes, totalBytes }),
  })
  const header = await readGgufHeader(path)
  for (const file of header.files) {
    const contents = await realpath(file)
    if (basename(dirname(contents)) === 'blobs') useBlob(contents)
  }
  return { source: 'hf', spec, path, header }
}
