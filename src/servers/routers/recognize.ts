import type { ModelEntry } from '../../http/model-list.ts'
import { isOllamasName } from '../../http/serving/serving-facts.ts'
import type { RouterSoftware } from './router-software.ts'
import { fmServe, oneModel, unknownSoftware } from './software/fixed-models.ts'
import { llamaRouter } from './software/llama-router.ts'
import { llamaSwap } from './software/llama-swap.ts'
import { lmStudio } from './software/lm-studio.ts'
import { ollamaModels } from './software/ollama.ts'

const byOwner: ReadonlyMap<string, RouterSoftware> = new Map([
  ['llama-swap', llamaSwap],
  ['library', ollamaModels],
  ['organization_owner', lmStudio],
  ['Apple', fmServe],
])

/** The software that a list of models is of: by the owners it names, for nobody is asked for paths it may not have. */
export function softwareOf(listed: readonly ModelEntry[]): RouterSoftware {
  for (const entry of listed) {
    const owner = isOllamasName(entry) ? 'library' : (entry.owner ?? '')
    if (owner === 'llamacpp') return entry.status === null ? oneModel : llamaRouter
    const found = byOwner.get(owner)
    if (found !== undefined) return found
  }
  return unknownSoftware
}
