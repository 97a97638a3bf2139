import { at, listOf, numberOf, textOf } from '../../json.ts'
import type { ServingQuestion } from './serving-question.ts'

/** LM Studio: a model is loaded by the first request where nobody did that before. */
export const lmStudioFacts: ServingQuestion = async (ask, entry) => {
  const models = listOf(at(await ask('/api/v0/models'), 'data'))
  const model = models?.find((candidate) => at(candidate, 'id') === entry?.id)
  const state = textOf(at(model, 'state'))
  if (state === null) return null
  return {
    engine: 'LM Studio',
    contextSize: numberOf(at(model, 'loaded_context_length')),
    quantization: textOf(at(model, 'quantization')),
    modelLoaded: state === 'loaded',
    several: true,
    configuration: {},
  }
}
