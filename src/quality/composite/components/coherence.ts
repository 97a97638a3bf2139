import type { ReadAnswer } from '../reading/read-answer.ts'
import { wordOrder } from '../reading/word-order.ts'
import { stemOf } from '../reading/terms.ts'
import { functionWords } from '../reading/function-words.ts'
import type { Sentence } from '../reading/words.ts'
import { type ComponentScore, ramp } from './component.ts'
import { soundness } from '../code/soundness.ts'

/** Broken places that a random order of the words has at least, however short a text: one slip is no disorder. */
const leastExpected = 2.5
/** Disorder that people's texts have, and that at which nothing is left of the order of words. */
export const usualDisorder = 0.15
export const fullDisorder = 1.15
const links: ReadonlySet<string> = new Set(
  (
    'this that these those it they he she then so but and because however instead first next finally ' +
    'also if when for here now once otherwise you we'
  ).split(' '),
)
const fullLinks = 0.7

/**
 * Places where the order of words breaks English grammar, as a share of those that a random order of the same words
 * would break: about 0 for text, 1 or more for its words shuffled. Null where that cannot be judged.
 */
export function disorder({ english, sentences }: ReadAnswer): number | null {
  if (!english) return null
  const { broken, expected } = wordOrder(sentences)
  return broken / Math.max(expected, leastExpected)
}

/** Whether words stand in an order that is possible, sentences go on from one another, and code holds together. */
export function coherence(answer: ReadAnswer): ComponentScore {
  const broken = disorder(answer)
  const linked = linkedShare(answer.sentences)
  const parts: [weight: number, score: number][] = []
  const why: string[] = []
  if (broken === null) why.push('the order of words was not judged: too few English words')
  else {
    parts.push([answer.words.length * 0.75, ramp(broken, fullDisorder, usualDisorder)])
    why.push(`disorder ${broken.toFixed(2)}`)
  }
  if (linked !== null) {
    parts.push([answer.words.length * (broken === null ? 1 : 0.25), ramp(linked, 0, fullLinks)])
    why.push(`${Math.round(linked * 100)} % of the sentences linked`)
  }
  const lines = answer.code.reduce((sum, { lines: own }) => sum + own.length, 0)
  if (lines > 0) {
    // A line of code counts as eight words.
    parts.push([lines * 8, soundness(answer.code)])
    why.push(`code ${soundness(answer.code).toFixed(2)}`)
  }
  const weight = parts.reduce((sum, [own]) => sum + own, 0)
  const score = weight === 0 ? null : parts.reduce((sum, [own, value]) => sum + own * value, 0) / weight
  return { score, why: why.join(', ') }
}

/** Share of the sentences that take up a word of the two before, or say how they go on; null for a single one. */
function linkedShare(sentences: readonly Sentence[]): number | null {
  if (sentences.length < 2) return null
  const subjects = sentences.map(
    ({ words }) => new Set(words.filter(({ lower }) => !functionWords.has(lower)).map(({ lower }) => stemOf(lower))),
  )
  const linked = sentences.filter(({ words }, place) => {
    if (place === 0) return false
    const before = subjects.slice(Math.max(0, place - 2), place)
    return (
      links.has(words[0]?.lower ?? '') ||
      [...(subjects[place] ?? [])].some((stem) => before.some((set) => set.has(stem)))
    )
  })
  return linked.length / (sentences.length - 1)
}
