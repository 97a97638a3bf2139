import { at, jsonText, textOf } from '../../json.ts'
import { named } from './named.ts'
import type { ServingQuestion } from './serving-question.ts'

/** vLLM: it has its model before it answers. Its settings it tells in its development mode only. */
export const vllmFacts: ServingQuestion = async (ask, entry) => {
  const version = textOf(at(await ask('/version'), 'version'))
  const info = at(await ask('/server_info?config_format=json'), 'vllm_config')
  const slots = /max_num_seqs\\*["']?\s*[:=]\s*(\d{1,9})\b/.exec(jsonText(info))?.[1]
  return {
    engine: named('vllm', version),
    contextSize: entry?.contextSize ?? null,
    quantization: null,
    modelLoaded: true,
    configuration: slots === undefined ? {} : { slots: Number(slots) },
  }
}
