import type { LoadedModel } from '../../engines/engine.ts'
import { notAllowed } from '../../option-check/sentences.ts'
import type { Decider } from '../../targets/model/decider.ts'
import { identityOf } from '../model/identity.ts'
import type { Asker } from './asker.ts'

/** Models that can judge, for a message. */
export const judgeWords = 'a trained model that generates text, of model(…), endpoint(…) or languageModel(…)'

/**
 * Refuses a local model that cannot judge.
 * @throws LlmBenchError `invalid-option`
 */
export function assertJudges(
  call: string,
  { name, purpose, source }: Pick<LoadedModel, 'name' | 'purpose' | 'source'>,
): void {
  const why =
    source === 'synthetic' ? 'whose weights are random' : purpose === 'text' ? null : 'which generates no text'
  if (why !== null) throw notAllowed(call, `"${name}", ${why},`, judgeWords)
}

/** A local model as a judge: its own process tells the probabilities of the choices, and no text of it is read. */
export function localAsker(call: string, model: object, decider: Decider): Asker {
  return {
    method: 'probabilities',
    // Its process takes one after the other.
    concurrency: 1,
    identity: async () => {
      assertJudges(call, await decider.facts())
      return await identityOf(call, model, () => null)
    },
    ask: async (document, question, timeoutMs) =>
      (await decider.decide({ document, question, timeoutMs })).probabilities,
  }
}
