import { at, textOf } from '../../json.ts'
import type { ServingQuestion } from './serving-question.ts'

/** Apple's `fm serve`: it says who it is, and neither its version nor what its models hold. */
export const fmServeFacts: ServingQuestion = async (ask) => {
  const status = textOf(at(await ask('/health'), 'status'))
  if (status === null || !/\bfm serve\b/i.test(status)) return null
  return { engine: 'fm serve', contextSize: null, quantization: null, modelLoaded: null, configuration: {} }
}
