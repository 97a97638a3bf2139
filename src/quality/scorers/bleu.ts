import { optionsOf } from '../../option-check/call.ts'
import { checkOptions } from '../../option-check/check-options.ts'
import { noMore } from '../../option-check/no-more.ts'
import { type BleuSettings, type BleuSmoothing, bleuScore } from '../reference/bleu-score.ts'
import { comparedOf } from '../reference/references.ts'
import type { BleuTokenizer } from '../reference/tokenizers.ts'
import type { Scorer } from '../scorer.ts'
import { bleuSchema } from './scorers-schema.ts'

/** Options of {@link bleu}. */
export interface BleuOptions {
  /** Words: as mteval-v13a cuts them (`'13a'`, the default), by Unicode (`'intl'`), `'char'`, or at white space. */
  readonly tokenize?: BleuTokenizer | undefined
  /** Smoothing of orders without a match. Default `'exp'`. */
  readonly smooth?: BleuSmoothing | undefined
  /** Value of `'floor'` (default 0.1) and `'add-k'` (default 1). */
  readonly smoothValue?: number | undefined
  /** Whether case is left out. Default false. */
  readonly lowercase?: boolean | undefined
  /** Longest runs of words. Default 4. */
  readonly maxOrder?: number | undefined
}

const call = optionsOf('bleu')
const usualValues: Readonly<Record<BleuSmoothing, number>> = { exp: 0, floor: 0.1, 'add-k': 1, none: 0 }

/**
 * Scores answers by BLEU against what their prompts expect, as sacreBLEU computes it, divided by 100. The score of an
 * answer is its sentence BLEU, with the effective order; `whole` in the report is the corpus BLEU of all of them.
 *
 * @example await bench('translation', { score: [bleu()] }, llama.complete({ jsonl: 'sentences.jsonl' })).run()
 * @throws LlmBenchError `invalid-option`
 */
export function bleu(options?: BleuOptions): Scorer
export function bleu(options: BleuOptions = {}, ...more: unknown[]): Scorer {
  noMore(call(''), more)
  checkOptions(bleuSchema, options, { call })
  const { tokenize = '13a', smooth = 'exp', lowercase = false, maxOrder = 4 } = options
  const smoothValue = options.smoothValue ?? usualValues[smooth]
  const settings: BleuSettings = { tokenize, smooth, smoothValue, lowercase, maxOrder, effectiveOrder: true }
  const scorer: Scorer = (answer) => ({ name: 'bleu', score: bleuScore([comparedOf(answer)], settings) / 100 })
  return Object.assign(scorer, {
    scorerName: 'bleu',
    signature: signatureOf(settings),
    whole: ((answers) =>
      bleuScore(answers.map(comparedOf), { ...settings, effectiveOrder: false }) / 100) satisfies Scorer['whole'],
  })
}

function signatureOf({ tokenize, smooth, smoothValue, lowercase, maxOrder }: BleuSettings): string {
  const value = smooth === 'floor' || smooth === 'add-k' ? `[${smoothValue.toFixed(2)}]` : ''
  const order = maxOrder === 4 ? '' : `|order:${maxOrder}`
  const casing = lowercase ? 'lc' : 'mixed'
  return `BLEU|case:${casing}|eff:yes, of the whole eff:no|tok:${tokenize}|smooth:${smooth}${value}${order}`
}
