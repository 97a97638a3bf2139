import type { DecisionQuestion } from '../../engines/decision.ts'
import { formatNumber } from '../../figures.ts'
import { optionsOf } from '../../option-check/call.ts'
import { checkOptions } from '../../option-check/check-options.ts'
import { noMore } from '../../option-check/no-more.ts'
import { expectedTexts } from '../model/expected-texts.ts'
import type { AnswerToScore, Scorer } from '../scorer.ts'
import { askerOf, type JudgeModel } from './asker-of.ts'
import { fenced } from './fenced.ts'
import type { UsualJudgeOptions } from './judge.ts'
import { judgeScorer, usual } from './judge-scorer.ts'
import { promptPart } from './judged-parts.ts'
import { judgeSchemas } from './judge-schema.ts'

/** Options of {@link judgePairs}. */
export interface PairJudgeOptions extends UsualJudgeOptions {
  /** Question about the two answers. Default `Is the first answer the better answer to the prompt?` */
  readonly question?: string
  /** The other answer to the prompt; null for none, which is not scored. Default: the expected one. */
  readonly against?: (answer: AnswerToScore) => string | null | undefined
}

const call = 'judgePairs(model, options)'

/**
 * A scorer: whether a model takes an answer for better than another one, by asking in both orders. 1 is better, 0
 * worse, 0.5 a tie; `<name> flips` is 1 where the order decided.
 *
 * @throws LlmBenchError `invalid-option` naming the option, and for a model that cannot judge
 * @example const better = judgePairs(endpoint(url), { against: ({ input }) => earlier[input] })
 */
export function judgePairs(model: JudgeModel, options: PairJudgeOptions = {}, ...more: unknown[]): Scorer {
  noMore(call, more)
  checkOptions(judgeSchemas.pairs, options, { call: optionsOf('judgePairs', 'model') })
  const { name = 'judge pairs', against = expectedAnswer } = options
  const question: DecisionQuestion = {
    kind: 'yes-no',
    instruction: options.question ?? 'Is the first answer the better answer to the prompt?',
    yes: 'The first answer is better.',
    no: 'The second answer is better.',
  }
  const { timeoutMs, repeats } = usual(options)
  const flips = `${name} flips`
  const asker = askerOf(call, model, options.maxTokens)
  return judgeScorer({ call, name, asker, timeoutMs, repeats, rubric: question, parts: [flips] }, async (answer) => {
    const other = against(answer)
    if (typeof other !== 'string') return null
    /** Probability that the answer in the first place is the better one. */
    const firstWins = async (first: string, second: string): Promise<number> => {
      const document = fenced([
        promptPart(answer),
        { label: 'first-answer', text: first },
        { label: 'second-answer', text: second },
      ])
      return (await asker.ask(document, question, timeoutMs))[1] as number
    }
    const ahead = await firstWins(answer.output, other)
    const behind = 1 - (await firstWins(other, answer.output))
    return {
      scores: [
        {
          name,
          score: (ahead + behind) / 2,
          metadata: { rationale: `better ${formatNumber(ahead)} as the first, ${formatNumber(behind)} as the second` },
        },
        { name: flips, score: (ahead - 0.5) * (behind - 0.5) < 0, partOf: name },
      ],
      first: ahead,
      again: async () => await firstWins(answer.output, other),
    }
  })
}

function expectedAnswer({ expected }: AnswerToScore): string | null {
  return expectedTexts(expected)[0] ?? null
}
