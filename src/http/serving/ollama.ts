import { at, listOf, numberOf, textOf } from '../../json.ts'
import { named } from './named.ts'
import type { ServingQuestion } from './serving-question.ts'

/** Ollama: a model is loaded by the first request, and let go some minutes after the last. */
export const ollamaFacts: ServingQuestion = async (ask, entry) => {
  const version = textOf(at(await ask('/api/version'), 'version'))
  if (version === null) return null
  const loaded = listOf(at(await ask('/api/ps'), 'models'))
  const model = loaded?.find((candidate) => at(candidate, 'name') === entry?.id)
  const digest = textOf(at(model, 'digest'))
  return {
    engine: named('ollama', version),
    contextSize: numberOf(at(model, 'context_length')),
    quantization: textOf(at(model, 'details', 'quantization_level')),
    modelLoaded: loaded === null ? null : model !== undefined,
    several: true,
    configuration: digest === null ? {} : { digest },
  }
}
