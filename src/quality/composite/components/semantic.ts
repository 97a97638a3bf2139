import { takenUp, weightOf } from '../reading/common-words.ts'
import { contentStems } from '../reading/terms.ts'
import type { ComponentScore } from './component.ts'
import type { ReadAnswer } from '../reading/read-answer.ts'
import { ramp } from './component.ts'

/** Share of a prompt's subject words that a full answer takes up: the rest it says in words of its own. */
const fullCoverage = 0.6
const fullOverlap = 0.6

/** Subject words of the prompt that an answer takes up. */
export interface Coverage {
  readonly found: number
  /** Weight of all subject words of the prompt: 1 for each, less for one that stands in any text. */
  readonly of: number
  /** Weight of those found over that of all; 1 where the prompt has none. */
  readonly share: number
}

/** How far an answer takes up the subject words of its prompt. */
export function coverage({ asked, stems }: Pick<ReadAnswer, 'asked' | 'stems'>): Coverage {
  let found = 0
  let taken = 0
  let of = 0
  for (const stem of asked) {
    const far = takenUp(stem, stems)
    if (far > 0) found++
    taken += far * weightOf(stem)
    of += weightOf(stem)
  }
  return { found, of, share: of === 0 ? 1 : taken / of }
}

/** Whether the answer is about what was asked: words of the prompt, and of the expected answer where there is one. */
export function semantic(answer: ReadAnswer): ComponentScore {
  const found = coverage(answer)
  const nearest = Math.max(...answer.expected.map((expected) => overlap(contentStems(expected), answer.stems)))
  const looks: number[] = []
  const words: string[] = []
  if (found.of > 0) {
    looks.push(ramp(found.share, 0, fullCoverage))
    words.push(`${found.found} of ${answer.asked.size} words of the prompt`)
  }
  if (answer.expected.length > 0) {
    looks.push(ramp(nearest, 0, fullOverlap))
    words.push(`F1 ${nearest.toFixed(2)} with the words of the expected answer`)
  }
  if (looks.length === 0) return { score: null, why: 'the prompt has no word to go by' }
  return { score: looks.reduce((sum, look) => sum + look, 0) / looks.length, why: words.join(', ') }
}

/** F1 of two sets of stems. */
function overlap(wanted: ReadonlyMap<string, number>, stems: ReadonlyMap<string, number>): number {
  const both = [...wanted.keys()].filter((stem) => stems.has(stem)).length
  return both === 0 ? 0 : (2 * both) / (wanted.size + stems.size)
}
