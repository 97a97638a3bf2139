import { countRuns, largest, matching } from './counts.ts'
import { withoutEnd } from './text.ts'
import { type BleuTokenizer, bleuTokenizers } from './tokenizers.ts'

/** Ways to keep a precision of no match from making the score 0. */
export type BleuSmoothing = 'exp' | 'floor' | 'add-k' | 'none'

/** Settings of BLEU, as sacreBLEU names them. */
export interface BleuSettings {
  readonly tokenize: BleuTokenizer
  readonly smooth: BleuSmoothing
  /** Value of `floor` and `add-k`. */
  readonly smoothValue: number
  readonly lowercase: boolean
  /** Longest runs of words that are counted. */
  readonly maxOrder: number
  /** Whether orders for which a text is too short are left out: for single sentences. */
  readonly effectiveOrder: boolean
}

/** A text beside those it should be like. */
export interface Compared {
  readonly output: string
  readonly references: readonly string[]
}

/**
 * BLEU of texts together, from 0 to 100, as sacreBLEU computes it (Papineni et al. 2002; Post 2018): the geometric mean
 * of the precisions of runs of words, clipped by the reference that has most of each, times a penalty for being shorter
 * than the nearest reference.
 */
export function bleuScore(texts: readonly Compared[], settings: BleuSettings): number {
  const orders = Array.from({ length: settings.maxOrder }, (_, place) => place + 1)
  const correct = orders.map(() => 0)
  const totals = orders.map(() => 0)
  let [length, referenceLength] = [0, 0]
  for (const { output, references } of texts) {
    const words = wordsOf(output, settings)
    const others = references.map((reference) => wordsOf(reference, settings))
    length += words.length
    referenceLength += nearest(
      words.length,
      others.map((other) => other.length),
    )
    for (const [place, order] of orders.entries()) {
      const most = largest(others.map((other) => countRuns(other, order)))
      correct[place] = (correct[place] as number) + matching(countRuns(words, order), most)
      totals[place] = (totals[place] as number) + Math.max(0, words.length - order + 1)
    }
  }
  return ofCounts(correct, totals, { ...settings, length, referenceLength })
}

function wordsOf(text: string, { tokenize, lowercase }: BleuSettings): string[] {
  return bleuTokenizers[tokenize](withoutEnd(lowercase ? text.toLowerCase() : text))
}

/** The length nearest to one; of two as near the shorter. */
function nearest(length: number, others: readonly number[]): number {
  return others.reduce((best, other) => {
    const [apart, least] = [Math.abs(other - length), Math.abs(best - length)]
    return apart < least || (apart === least && other < best) ? other : best
  }, others[0] ?? 0)
}

/** Logarithm that stands for that of 0. */
const logOfNothing = -9_999_999_999

function ofCounts(
  correct: readonly number[],
  totals: readonly number[],
  settings: BleuSettings & { readonly length: number; readonly referenceLength: number },
): number {
  const { smooth, smoothValue, effectiveOrder, maxOrder, length, referenceLength } = settings
  if (correct.every((count) => count === 0)) return 0
  const precisions = correct.map(() => 0)
  let order = maxOrder
  let halvings = 1
  for (const [place, matches] of correct.entries()) {
    const added = smooth === 'add-k' && place > 0 ? smoothValue : 0
    const [right, all] = [matches + added, (totals[place] as number) + added]
    if (all === 0) break
    if (effectiveOrder) order = place + 1
    if (right > 0) precisions[place] = (100 * right) / all
    else if (smooth === 'exp') {
      halvings *= 2
      precisions[place] = 100 / (halvings * all)
    } else if (smooth === 'floor') precisions[place] = (100 * smoothValue) / all
  }
  const logs = precisions.slice(0, order).map((precision) => (precision === 0 ? logOfNothing : Math.log(precision)))
  return penalty(length, referenceLength) * Math.exp(logs.reduce((sum, log) => sum + log, 0) / order)
}

function penalty(length: number, referenceLength: number): number {
  if (length >= referenceLength) return 1
  return length > 0 ? Math.exp(1 - referenceLength / length) : 0
}
