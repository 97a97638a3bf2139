import { at, numberOf, textOf } from '../../json.ts'
import { named } from './named.ts'
import type { ServingQuestion } from './serving-question.ts'

/** SGLang: it has its model before it answers, and tells its settings. */
export const sglangFacts: ServingQuestion = async (ask, entry) => {
  const info = await ask('/get_server_info')
  const slots = numberOf(at(info, 'max_running_requests'))
  return {
    engine: named('sglang', textOf(at(info, 'version'))),
    contextSize: entry?.contextSize ?? numberOf(at(info, 'context_length')),
    quantization: textOf(at(info, 'quantization')),
    modelLoaded: true,
    configuration: slots === null ? {} : { slots },
  }
}
