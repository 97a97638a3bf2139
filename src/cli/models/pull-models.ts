import { readGgufHeader } from '../../models/gguf/gguf-header.ts'
import { pullModel } from '../../models/hub/pull.ts'
import { hubSettings } from '../../models/hub/settings.ts'
import { hubCacheFolder } from '../../models/hub-cache/place.ts'
import { pinsOf } from '../../models/registry/pins.ts'
import { resolveModel } from '../../models/resolve.ts'
import { parseModelSpec } from '../../models/spec.ts'
import type { ProjectModels } from './project-models.ts'

/** A model that is on this machine now. */
export interface PulledModel {
  readonly path: string
  readonly bytes: number
}

/** Told how far it is, in one line. */
type Tell = (text: string) => void

/**
 * Has a model on this machine, at the state that the hub has it now; a synthetic one is written.
 * @throws LlmBenchError as `pullModel` and `resolveModel` do
 */
export async function pullOne(
  text: string,
  project: ProjectModels,
  tell: Tell,
  signal: AbortSignal,
): Promise<PulledModel> {
  const parsed = parseModelSpec(text, project)
  if (parsed.kind === 'hf') {
    const { mirrors, maxBytes } = project.downloads
    await pullModel(parsed, {
      cache: hubCacheFolder(),
      hub: hubSettings(mirrors),
      spec: text,
      pins: pinsOf(text, project.registry),
      maxBytes,
      signal,
      onProgress: (progress) => tell(progress.text),
    })
  }
  const { path } = await resolveModel(text, { ...project, onProgress: (progress) => tell(progress.text) })
  return { path, bytes: (await readGgufHeader(path)).fileBytes }
}
