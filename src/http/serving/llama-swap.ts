import { at, listOf, textOf } from '../../json.ts'
import { llamaCppSettings } from './llama-cpp.ts'
import { named } from './named.ts'
import type { ServingQuestion } from './serving-question.ts'

/**
 * llama-swap: it starts the server of a model at the first request, and ends those of others for it. Of one that runs,
 * and of no other, its own properties are asked: that would start it.
 */
export const llamaSwapFacts: ServingQuestion = async (ask, entry) => {
  const id = entry?.id ?? ''
  const running = listOf(at(await ask('/running'), 'running'))
  const model = running?.find((candidate) => at(candidate, 'model') === id)
  const isLoaded = at(model, 'state') === 'ready'
  const props = isLoaded ? await ask(`/upstream/${encodeURIComponent(id)}/props`) : null
  const { contextSize, quantization, slots } = llamaCppSettings(props)
  return {
    engine: named('llama-swap', textOf(at(await ask('/api/version'), 'version'))),
    contextSize,
    quantization,
    modelLoaded: running === null ? null : isLoaded,
    several: true,
    configuration: slots === null ? {} : { slots },
  }
}
