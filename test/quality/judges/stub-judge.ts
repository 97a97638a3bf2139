import type { JudgeModel } from '../../../src/quality/judges/asker-of.ts'
import { type Decider, deciderTag } from '../../../src/targets/model/decider.ts'
import type { Driver } from '../../../src/targets/target.ts'
import { makeWorkload } from '../../../src/targets/workload.ts'
import type { Scorer } from '../../../src/quality/scorer.ts'
import { type ScoreColumn, scoreAnswers } from '../../../src/quality/scoring/score-answers.ts'
import type { AnswerToScore } from '../../../src/quality/scorer.ts'
import { completedSample } from '../../support/samples.ts'

/** An endpoint that answers by a function of its prompt, without any socket. */
export function stubEndpoint(
  answer: (prompt: string) => string,
  changed: object = {},
  provenance = 'measured',
): JudgeModel {
  const target = { kind: 'endpoint', model: 'judge-model', spec: 'http://127.0.0.1:1/v1', modelHash: null, ...changed }
  return {
    embed: () => {},
    chat: (prompt: string) =>
      makeWorkload({
        request: { kind: 'chat', prompts: [], sampling: { maxTokens: 1, temperature: 0, seed: 0, ignoreEos: false } },
        target: {
          answer: async () => '',
          open: async () =>
            ({
              facts: { target, provenance },
              close: () => {},
              run: async (_block: unknown, onSamples: (samples: unknown[]) => void) =>
                onSamples([{ ...completedSample(0, 1), text: answer(prompt) }]),
            }) as unknown as Driver,
        },
      }),
  } as unknown as JudgeModel
}

/** A local model that decides by a function of the document: the probability of yes. */
export function stubLocal(yes: (document: string) => number, modelHash = 'aaaa'): JudgeModel {
  const decider: Decider = {
    facts: async () => ({ name: 'local-judge', purpose: 'text', source: 'file', modelHash }) as never,
    decide: async ({ document }) => {
      const probability = yes(document)
      return { probabilities: [1 - probability, probability] }
    },
  }
  return { chat: () => {}, [deciderTag]: decider } as unknown as JudgeModel
}

/** The scores that a scorer gives answers, as in a run. */
export async function columnsOf(scorer: Scorer, answers: readonly AnswerToScore[]): Promise<ScoreColumn[]> {
  return await scoreAnswers(answers, [scorer], { onProgress: () => {}, signal: new AbortController().signal })
}

export const numbersOf = ({ scores }: ScoreColumn): (number | null)[] => scores.map(({ score }) => score)
