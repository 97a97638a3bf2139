import type { LoadedModel } from '../../engines/engine.ts'
import { isObject } from '../../json.ts'
import { notAllowed } from '../../option-check/sentences.ts'
import { shown } from '../../option-check/shown.ts'
import type { LanguageModelTarget } from '../../targets/ai-sdk/language-model.ts'
import type { Endpoint } from '../../targets/endpoint/endpoint.ts'
import type { AskableModel } from '../../targets/model/local-model.ts'
import { deciderIn } from '../model/identity.ts'
import type { Asker } from './asker.ts'
import { assertJudges, judgeWords, localAsker } from './local-asker.ts'
import { remoteAsker } from './remote-asker.ts'

/** A model that judges: a local one of `model()`, an endpoint, or a language model of the AI SDK. */
export type JudgeModel = AskableModel | Endpoint | LanguageModelTarget

/** Tokens that an endpoint's verdict may take, with the thoughts of a model that has some. */
const usualMaxTokens = 1024

/**
 * The way to ask a model.
 * @throws LlmBenchError `invalid-option` for what cannot judge
 */
export function askerOf(call: string, model: JudgeModel, maxTokens: number = usualMaxTokens): Asker {
  if (!isObject(model) || typeof model['chat'] !== 'function') throw notAllowed(call, shown(model), judgeWords)
  const decider = deciderIn(model)
  if (decider === null) {
    if ('embed' in model) return remoteAsker(call, { kind: 'endpoint', model }, maxTokens)
    if ('complete' in model) throw notAllowed(call, 'a simulated target', judgeWords)
    return remoteAsker(call, { kind: 'language-model', model }, maxTokens)
  }
  const { info } = model as { readonly info?: LoadedModel }
  if (info !== undefined) assertJudges(call, info)
  return localAsker(call, model, decider)
}
