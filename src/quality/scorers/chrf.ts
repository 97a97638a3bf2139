import { optionsOf } from '../../option-check/call.ts'
import { checkOptions } from '../../option-check/check-options.ts'
import { noMore } from '../../option-check/no-more.ts'
import { type ChrfSettings, chrfScore } from '../reference/chrf-score.ts'
import { comparedOf } from '../reference/references.ts'
import type { Scorer } from '../scorer.ts'
import { chrfSchema } from './scorers-schema.ts'

/** Options of {@link chrf}. */
export interface ChrfOptions {
  /** Longest runs of characters. Default 6. */
  readonly charOrder?: number | undefined
  /** Longest runs of words beside them. Default 0; 2 makes it chrF++. */
  readonly wordOrder?: number | undefined
  /** Weight of recall over precision. Default 2. */
  readonly beta?: number | undefined
  /** Whether case is left out. Default false. */
  readonly lowercase?: boolean | undefined
  /** Whether white space counts. Default false. */
  readonly whitespace?: boolean | undefined
  /** Smoothing of the authors' own program. Default false. */
  readonly epsSmoothing?: boolean | undefined
}

const call = optionsOf('chrf')

/**
 * Scores answers by chrF against what their prompts expect, as sacreBLEU computes it, divided by 100; with
 * `wordOrder: 2` by chrF++. `whole` in the report is that of all answers together.
 *
 * @throws LlmBenchError `invalid-option`
 */
export function chrf(options?: ChrfOptions): Scorer
export function chrf(options: ChrfOptions = {}, ...more: unknown[]): Scorer {
  noMore(call(''), more)
  checkOptions(chrfSchema, options, { call })
  const { charOrder = 6, wordOrder = 0, beta = 2 } = options
  const { lowercase = false, whitespace = false, epsSmoothing = false } = options
  const settings: ChrfSettings = { charOrder, wordOrder, beta, lowercase, whitespace, epsSmoothing }
  const name = `chrf${'+'.repeat(Math.min(2, wordOrder))}`
  const scorer: Scorer = (answer) => ({ name, score: chrfScore([comparedOf(answer)], settings) / 100 })
  return Object.assign(scorer, {
    scorerName: name,
    signature: signatureOf(settings),
    whole: ((answers) => chrfScore(answers.map(comparedOf), settings) / 100) satisfies Scorer['whole'],
  })
}

function signatureOf({ charOrder, wordOrder, beta, lowercase, whitespace, epsSmoothing }: ChrfSettings): string {
  const casing = lowercase ? 'lc' : 'mixed'
  return (
    `chrF${beta}${'+'.repeat(Math.min(2, wordOrder))}|case:${casing}|eff:${epsSmoothing ? 'no' : 'yes'}|` +
    `nc:${charOrder}|nw:${wordOrder}|space:${whitespace ? 'yes' : 'no'}`
  )
}
