import { holm } from '../../stats/tests/holm.ts'
import { amongOthersWords } from '../among-others.ts'
import { defaultAlpha } from '../../verdicts/judgement.ts'
import type { ComparedPair } from './compare-pair.ts'

/**
 * The pairs of one comparison of files, judged together: any false regression among them fails the
 * command, so that each must hold at its p-value adjusted for all that could have been one (Holm 1979).
 * One that regressed by itself only is `slower`, with a note.
 */
export function judgeTogether(pairs: readonly ComparedPair[]): ComparedPair[] {
  const tested = pairs.flatMap(({ pValue }) => pValue ?? [])
  const adjusted = holm(tested)
  let next = 0
  return pairs.map((pair) => {
    if (pair.pValue === null) return pair
    const together = adjusted[next++] ?? 1
    if (pair.word !== 'regressed' || together <= defaultAlpha) return pair
    const note = amongOthersWords(pair.pValue, together, `${tested.length} runs`)
    return { ...pair, word: 'slower', notes: [...pair.notes, note] }
  })
}
