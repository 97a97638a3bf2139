import { noMore } from '../../option-check/no-more.ts'
import { notAllowed } from '../../option-check/sentences.ts'
import { shown } from '../../option-check/shown.ts'
import { isObject } from '../../json.ts'
import { type AgreementFigures, agreementOf } from '../../stats/judged/agreement.ts'
import type { Discernment } from '../../stats/judged/corrected-share.ts'
import { goodFrom } from './correct.ts'
import { scoreAnswers } from '../scoring/score-answers.ts'
import type { AnswerToScore, Scorer } from '../scorer.ts'

/** An answer of which a person says whether it is good. */
export interface LabelledAnswer extends AnswerToScore {
  readonly good: boolean
}

/** How well a scorer tells good answers from bad ones, by a set of which that is known. */
export interface JudgeCalibration extends Discernment {
  /** Its agreement with the labels, corrected for chance. */
  readonly agreement: AgreementFigures
  /** Answers of the set that it gave no score. */
  readonly unscored: number
}

const call = 'calibrateJudge(scorer, answers)'

/**
 * Has a scorer score answers of which it is known whether they are good: from 0.5 on it calls one good. It wants 50 or
 * more of each kind, which no prompt or setting of it was chosen by.
 *
 * @throws LlmBenchError `invalid-option` where there are not both kinds, and where it scores none of one
 */
export async function calibrateJudge(
  scorer: Scorer,
  answers: readonly LabelledAnswer[],
  ...more: unknown[]
): Promise<JudgeCalibration> {
  noMore(call, more)
  if (typeof scorer !== 'function')
    throw notAllowed(call, shown(scorer), 'a scorer, such as judge(model, { question })')
  assertLabelled(answers)
  const plain = answers.map(({ good: _good, ...answer }) => answer)
  const watch = { onProgress: () => {}, signal: new AbortController().signal }
  const columns = await scoreAnswers(plain, [scorer], watch)
  const total = columns.find(({ partOf }) => partOf === null)
  const pairs = answers.flatMap(({ good }, place) => {
    const score = total?.scores[place]?.score ?? null
    return score === null ? [] : [[score >= goodFrom, good] as const]
  })
  const among = (label: boolean): { found: number; of: number } => {
    const same = pairs.filter(([, good]) => good === label)
    return { found: same.filter(([said]) => said === label).length, of: same.length }
  }
  const [sensitivity, specificity] = [among(true), among(false)]
  if (sensitivity.of === 0 || specificity.of === 0) {
    const reason = total?.scores.find(({ failure }) => failure !== null)?.failure ?? 'it gave none'
    throw notAllowed(call, `a set of which it scores none of one kind (${reason})`, 'answers that it can score')
  }
  return { sensitivity, specificity, agreement: agreementOf(pairs), unscored: answers.length - pairs.length }
}

function assertLabelled(answers: unknown): asserts answers is readonly LabelledAnswer[] {
  const wanted = 'a list of { input, output, good }, with good ones and others'
  if (!Array.isArray(answers)) throw notAllowed(call, shown(answers), wanted)
  const wrong = answers.find(
    (answer) =>
      !isObject(answer) ||
      typeof answer['good'] !== 'boolean' ||
      typeof answer['output'] !== 'string' ||
      typeof answer['input'] !== 'string',
  )
  if (wrong !== undefined) throw notAllowed(call, shown(wrong), wanted)
  const goods = new Set((answers as readonly LabelledAnswer[]).map(({ good }) => good))
  if (goods.size < 2) throw notAllowed(call, 'a list without both kinds of answers', wanted)
}
