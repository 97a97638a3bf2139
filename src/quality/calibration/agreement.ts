import { noMore } from '../../option-check/no-more.ts'
import { notAllowed } from '../../option-check/sentences.ts'
import { shown } from '../../option-check/shown.ts'
import { type AgreementFigures, agreementOf } from '../../stats/judged/agreement.ts'

const call = 'agreement(one, other)'

/**
 * Agreement of two lists of verdicts on the same answers, as of a judge and a person, or of two judges: corrected for
 * the agreement that chance gives, by Cohen's kappa and by Gwet's AC1.
 *
 * @throws LlmBenchError `invalid-option` for lists of different lengths, and for none
 */
export function agreement(one: readonly boolean[], other: readonly boolean[], ...more: unknown[]): AgreementFigures {
  noMore(call, more)
  for (const list of [one, other])
    if (!Array.isArray(list) || list.length === 0 || list.some((verdict) => typeof verdict !== 'boolean'))
      throw notAllowed(call, shown(list), 'two lists of true and false')
  if (one.length !== other.length)
    throw notAllowed(call, `lists of ${one.length} and ${other.length} verdicts`, 'one of each about every answer')
  return agreementOf(one.map((verdict, place) => [verdict, other[place] as boolean] as const))
}
