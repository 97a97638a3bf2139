import { assertComparable } from './too-long.ts'

/**
 * Share of characters (code points) that are alike: 1 - edits / length of the longer text, the edits being insertions,
 * deletions and replacements (Levenshtein 1966). Two empty texts are alike.
 * @throws Error where the texts are too long
 */
export function editSimilarity(output: string, reference: string): number {
  if (output === reference) return 1
  const [ours, theirs] = [Array.from(output), Array.from(reference)]
  assertComparable(ours.length, theirs.length, 'characters')
  return 1 - edits(ours, theirs) / Math.max(ours.length, theirs.length)
}

function edits(ours: readonly string[], theirs: readonly string[]): number {
  let above = Uint32Array.from({ length: theirs.length + 1 }, (_, place) => place)
  for (const [row, character] of ours.entries()) {
    const line = new Uint32Array(theirs.length + 1)
    line[0] = row + 1
    for (const [place, other] of theirs.entries()) {
      const replaced = (above[place] as number) + (character === other ? 0 : 1)
      line[place + 1] = Math.min(replaced, (above[place + 1] as number) + 1, (line[place] as number) + 1)
    }
    above = line
  }
  return above[theirs.length] as number
}
