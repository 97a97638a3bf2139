import { at, listOf, numberOf, textOf } from '../../json.ts'
import { named } from './named.ts'
import type { ServingQuestion } from './serving-question.ts'

/**
 * llama-server: `/props` has its slots, and `/slots` lists them. One that starts others for its models (a router)
 * has neither before that, and says in its list which of them are loaded.
 */
export const llamaCppFacts: ServingQuestion = async (ask, entry) => {
  const props = await ask('/props')
  const status = entry?.status ?? null
  const slots =
    numberOf(at(props, 'total_slots')) ?? (status === null ? (listOf(await ask('/slots'))?.length ?? null) : null)
  if (slots === null && status === null) return null
  return {
    engine: named('llama.cpp', textOf(at(props, 'build_info'))),
    contextSize: numberOf(at(props, 'default_generation_settings', 'n_ctx')),
    quantization: textOf(at(props, 'model_ftype')),
    // Alone it answers nothing but "Loading model" before that.
    modelLoaded: status === null || status === 'loaded',
    configuration: slots === null ? {} : { slots },
  }
}
