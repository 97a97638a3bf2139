import { noMore } from '../../option-check/no-more.ts'
import { editSimilarity } from '../reference/edit-similarity.ts'
import { bestOf, comparedOf } from '../reference/references.ts'
import type { Scorer } from '../scorer.ts'

const scorer: Scorer = Object.assign(
  ((answer) => ({ name: 'editDistance', score: bestOf(comparedOf(answer), editSimilarity) })) satisfies Scorer,
  { scorerName: 'editDistance', signature: '1 - Levenshtein / longer, code points' },
)

/**
 * Scores answers by how few characters must be put in, taken out or replaced to make them what their prompts expect:
 * 1 - edits / length of the longer text. Of several expected answers the nearest counts.
 */
export function editDistance(): Scorer
export function editDistance(...more: unknown[]): Scorer {
  noMore('editDistance()', more)
  return scorer
}
