import { at, listOf, numberOf, textOf } from '../../json.ts'
import type { AskForJson, ServingFacts, ServingQuestion } from './serving-question.ts'

/**
 * LM Studio: a model is loaded by the first request where nobody did that before. Its first list of states is the one
 * that every release has so far; where it is gone, 0.4 and newer tell the same in another.
 */
export const lmStudioFacts: ServingQuestion = async (ask, entry) => {
  const id = entry?.id ?? ''
  return (await ofFirstApi(ask, id)) ?? (await ofNewApi(ask, id))
}

async function ofFirstApi(ask: AskForJson, id: string): Promise<ServingFacts | null> {
  const models = listOf(at(await ask('/api/v0/models'), 'data'))
  const model = models?.find((candidate) => at(candidate, 'id') === id)
  const state = textOf(at(model, 'state'))
  if (state === null) return null
  return {
    ...common,
    contextSize: numberOf(at(model, 'loaded_context_length')),
    quantization: textOf(at(model, 'quantization')),
    modelLoaded: state === 'loaded',
  }
}

async function ofNewApi(ask: AskForJson, id: string): Promise<ServingFacts | null> {
  const models = listOf(at(await ask('/api/v1/models'), 'models'))
  const model = models?.find((candidate) => at(candidate, 'key') === id)
  const instances = listOf(at(model, 'loaded_instances'))
  if (instances === null) return null
  return {
    ...common,
    contextSize: numberOf(at(instances[0], 'config', 'context_length')),
    quantization: textOf(at(model, 'quantization', 'name')),
    modelLoaded: instances.length > 0,
  }
}

const common = { engine: 'LM Studio', several: true, configuration: {} } as const
