import { optionsOf } from '../../option-check/call.ts'
import { checkOptions } from '../../option-check/check-options.ts'
import { noMore } from '../../option-check/no-more.ts'
import { bestOf, comparedOf } from '../reference/references.ts'
import { type RougeKind, type RougeScore, rougeScore } from '../reference/rouge-score.ts'
import type { Scorer } from '../scorer.ts'
import { rougeSchema } from './scorers-schema.ts'

/** Options of {@link rouge}. */
export interface RougeOptions {
  /** Runs of one word or two, longest common subsequence, or that of each line. Default `'L'`. */
  readonly kind?: RougeKind | undefined
  /** Figure that is the score. Default `'fmeasure'`. */
  readonly of?: keyof RougeScore | undefined
  /** Compares words of more than three letters by their English stems, as papers often do. Default false. */
  readonly stemmer?: boolean | undefined
}

const call = optionsOf('rouge')

/**
 * Scores answers by ROUGE against what their prompts expect, as Google's rouge_score computes it:
 * words are runs of Latin letters and digits. Of several expected answers the best counts.
 *
 * @throws LlmBenchError `invalid-option`
 */
export function rouge(options?: RougeOptions): Scorer
export function rouge(options: RougeOptions = {}, ...more: unknown[]): Scorer {
  noMore(call(''), more)
  checkOptions(rougeSchema, options, { call })
  const { kind = 'L', of = 'fmeasure', stemmer = false } = options
  const name = `rouge${kind}`
  const scorer: Scorer = (answer) => ({
    name,
    score: bestOf(comparedOf(answer), (output, reference) => rougeScore(kind, output, reference, stemmer)[of]),
  })
  return Object.assign(scorer, {
    scorerName: name,
    signature: `ROUGE-${kind}|${of}|stem:${stemmer ? 'porter' : 'no'}|tok:a-z0-9`,
  })
}
