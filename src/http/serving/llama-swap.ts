import { at, listOf, textOf } from '../../json.ts'
import { named } from './named.ts'
import type { ServingQuestion } from './serving-question.ts'

/** llama-swap: it starts the server of a model at the first request, and ends those of others for it. */
export const llamaSwapFacts: ServingQuestion = async (ask, entry) => {
  const running = listOf(at(await ask('/running'), 'running'))
  const model = running?.find((candidate) => at(candidate, 'model') === entry?.id)
  return {
    engine: named('llama-swap', textOf(at(await ask('/api/version'), 'version'))),
    contextSize: null,
    quantization: null,
    modelLoaded: running === null ? null : at(model, 'state') === 'ready',
    configuration: {},
  }
}
