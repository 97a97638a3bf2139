import type { DecisionQuestion } from '../../engines/decision.ts'
import { formatNumber } from '../../figures.ts'
import { optionsOf } from '../../option-check/call.ts'
import { checkOptions } from '../../option-check/check-options.ts'
import { noMore } from '../../option-check/no-more.ts'
import { notAllowed } from '../../option-check/sentences.ts'
import type { Discernment } from '../../stats/judged/corrected-share.ts'
import { assertCalibration } from '../calibration/correct.ts'
import type { Scorer } from '../scorer.ts'
import { askerOf, type JudgeModel } from './asker-of.ts'
import { fenced } from './fenced.ts'
import { judgeScorer, usual } from './judge-scorer.ts'
import { promptPart, referenceParts } from './judged-parts.ts'
import { judgeSchemas } from './judge-schema.ts'

/** Options that every judge has. */
export interface UsualJudgeOptions {
  /** Name of the score. Default `judge`. */
  readonly name?: string
  /** First answers that it is asked about twice, for its own noise; 0 for none. Default 20. */
  readonly repeats?: number
  /** Milliseconds that one answer may take, all questions about it together. Default 60,000. */
  readonly timeout?: number
  /** Most tokens of an endpoint's verdict, its thoughts with it. Default 1,024. */
  readonly maxTokens?: number
}

/** Options of {@link judge}. */
export interface JudgeOptions extends UsualJudgeOptions {
  /** Question about the answer, such as `Does the answer name the capital of France?` */
  readonly question: string
  /** Meaning of yes, in words. */
  readonly yes?: string
  /** Meaning of no, in words. */
  readonly no?: string
  /** Levels in words, the worst first, in place of yes and no: 2 to 10. */
  readonly levels?: readonly string[]
  /** Whether the judge sees the expected answer, where the prompt has one. Default true. */
  readonly reference?: boolean
  /** Result of `calibrateJudge`, by which its rate is corrected in the report. Default none. */
  readonly calibration?: Discernment
}

const call = 'judge(model, options)'

/**
 * A scorer: the verdict of a model about each answer, by a question of yes or no, or by levels. Of a local model it is
 * the probability of yes, or the expected level, by its own probabilities; of any other one field of JSON. No model
 * judges itself.
 *
 * @throws LlmBenchError `invalid-option` naming the option, and for a model that cannot judge
 * @example
 * const polite = judge(await model('./critic.gguf'), { question: 'Is the answer polite?' })
 */
export function judge(model: JudgeModel, options: JudgeOptions, ...more: unknown[]): Scorer {
  noMore(call, more)
  const callOf = optionsOf('judge', 'model')
  checkOptions(judgeSchemas.judge, options, { call: callOf })
  const { question: instruction, levels, yes, no, name = 'judge', reference = true } = options
  if (levels !== undefined && (yes ?? no) !== undefined)
    throw notAllowed(callOf('levels'), 'a list beside yes or no', 'one of the two')
  const question: DecisionQuestion =
    levels === undefined
      ? { kind: 'yes-no', instruction, yes: yes ?? 'Yes.', no: no ?? 'No.' }
      : { kind: 'levels', instruction, levels }
  const { timeoutMs, repeats } = usual(options)
  const calibration = options.calibration ?? null
  if (calibration !== null) assertCalibration(callOf, calibration)
  const asker = askerOf(call, model, options.maxTokens)
  const setting = { call, name, asker, timeoutMs, repeats, calibration, rubric: [question, reference] }
  return judgeScorer(setting, async (answer) => {
    const document = fenced([
      promptPart(answer),
      ...(reference ? referenceParts(answer) : []),
      { label: 'answer', text: answer.output },
    ])
    const ask = async (): Promise<number> => expectedShare(await asker.ask(document, question, timeoutMs))
    const first = await ask()
    const rationale = `${levels === undefined ? 'yes' : 'level'} ${formatNumber(first * ((levels?.length ?? 2) - 1))}`
    return { scores: [{ name, score: first, metadata: { rationale } }], first, again: ask }
  })
}

/** Expected place among the choices, 0 for the worst and 1 for the best. */
function expectedShare(probabilities: readonly number[]): number {
  const expected = probabilities.reduce((sum, probability, place) => sum + probability * place, 0)
  return expected / (probabilities.length - 1)
}
