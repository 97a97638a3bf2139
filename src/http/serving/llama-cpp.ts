import { at, listOf, numberOf, textOf } from '../../json.ts'
import { named } from './named.ts'
import type { ServingFacts, ServingQuestion } from './serving-question.ts'

/**
 * llama-server: `/props` has its slots, and `/slots` lists them. One that starts others for its models (a router)
 * says in its list which of them are loaded, and has the properties of each: asked as here, it loads none for it.
 */
export const llamaCppFacts: ServingQuestion = async (ask, entry) => {
  const status = entry?.status ?? null
  const ofModel = `?model=${encodeURIComponent(entry?.id ?? '')}&autoload=false`
  const props = await ask(`/props${status === 'loaded' ? ofModel : ''}`)
  const facts = llamaCppSettings(props)
  const slots = facts.slots ?? (status === null ? (listOf(await ask('/slots'))?.length ?? null) : null)
  if (slots === null && status === null) return null
  return {
    engine: facts.engine,
    contextSize: facts.contextSize,
    quantization: facts.quantization,
    // Alone it answers nothing but "Loading model" before that.
    modelLoaded: status === null || status === 'loaded',
    ...(status === null ? {} : { several: true }),
    configuration: slots === null ? {} : { slots },
  }
}

/** Settings of a llama-server that are in its properties; null where they are not. */
interface LlamaCppSettings extends Pick<ServingFacts, 'engine' | 'contextSize' | 'quantization'> {
  readonly slots: number | null
}

/** Reads the properties of a llama-server. */
export function llamaCppSettings(props: unknown): LlamaCppSettings {
  const contextSize = numberOf(at(props, 'default_generation_settings', 'n_ctx'))
  return {
    engine: named('llama.cpp', textOf(at(props, 'build_info'))),
    // A router says 0 of itself.
    contextSize: contextSize === 0 ? null : contextSize,
    quantization: textOf(at(props, 'model_ftype')),
    slots: numberOf(at(props, 'total_slots')),
  }
}
