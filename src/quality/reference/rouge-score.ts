import { countRuns, matching, total } from './counts.ts'
import { porterStem } from './porter.ts'
import { assertComparable } from './too-long.ts'

/** Kinds of ROUGE. */
export type RougeKind = '1' | '2' | 'L' | 'Lsum'

/** Precision, recall and their harmonic mean, from 0 to 1. */
export interface RougeScore {
  readonly precision: number
  readonly recall: number
  readonly fmeasure: number
}

/**
 * ROUGE of a text beside a reference, as Google's rouge_score computes it (Lin 2004): `1` and `2` by
 * runs of words, `L` by the longest common subsequence, `Lsum` by that of each line, whose words count once.
 * @param stemmer whether words of more than three letters are compared by their stems
 * @throws Error where the texts are too long for a subsequence
 */
export function rougeScore(kind: RougeKind, output: string, reference: string, stemmer = false): RougeScore {
  if (kind === 'Lsum') return ofLines(linesOf(output, stemmer), linesOf(reference, stemmer))
  const [ours, theirs] = [wordsOf(output, stemmer), wordsOf(reference, stemmer)]
  if (kind !== 'L') {
    const [mine, other] = [countRuns(ours, Number(kind)), countRuns(theirs, Number(kind))]
    return scoreOf(matching(mine, other), total(mine), total(other))
  }
  assertComparable(ours.length, theirs.length, 'words')
  return scoreOf(commonPlaces(theirs, ours).length, ours.length, theirs.length)
}

function scoreOf(hits: number, ours: number, theirs: number): RougeScore {
  const precision = hits / Math.max(1, ours)
  const recall = hits / Math.max(1, theirs)
  const sum = precision + recall
  return { precision, recall, fmeasure: sum > 0 ? (2 * precision * recall) / sum : 0 }
}

/** Runs of Latin letters and digits: other characters stand between words. */
function wordsOf(text: string, stemmer: boolean): string[] {
  const words = text
    .toLowerCase()
    .split(/[^a-z0-9]+/u)
    .filter((word) => word !== '')
  return stemmer ? words.map((word) => (word.length > longestUnstemmed ? porterStem(word) : word)) : words
}

/** Words of so few letters keep them all. */
const longestUnstemmed = 3

function linesOf(text: string, stemmer: boolean): string[][] {
  return text
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => wordsOf(line, stemmer))
}

function ofLines(ours: readonly string[][], theirs: readonly string[][]): RougeScore {
  const [mine, other] = [ours, theirs].map((lines) => lines.reduce((sum, line) => sum + line.length, 0)) as [
    number,
    number,
  ]
  if (mine === 0 || other === 0) return scoreOf(0, 0, 0)
  assertComparable(mine, other, 'words')
  const left = [ours, theirs].map((lines) => new Map(countRuns(lines.flat(), 1)))
  let hits = 0
  for (const line of theirs) {
    const places = new Set(ours.flatMap((candidate) => commonPlaces(line, candidate)))
    for (const place of [...places].toSorted((one, next) => one - next)) {
      const word = line[place] as string
      if (left.some((counts) => (counts.get(word) ?? 0) === 0)) continue
      hits++
      for (const counts of left) counts.set(word, (counts.get(word) ?? 0) - 1)
    }
  }
  return scoreOf(hits, mine, other)
}

/** Places in the reference of a longest common subsequence, of several that one which rouge_score takes. */
function commonPlaces(reference: readonly string[], candidate: readonly string[]): number[] {
  const width = candidate.length + 1
  const lengths = new Uint32Array((reference.length + 1) * width)
  const at = (row: number, column: number): number => lengths[row * width + column] as number
  for (let row = 1; row <= reference.length; row++)
    for (let column = 1; column < width; column++)
      lengths[row * width + column] =
        reference[row - 1] === candidate[column - 1]
          ? at(row - 1, column - 1) + 1
          : Math.max(at(row - 1, column), at(row, column - 1))
  const places: number[] = []
  let [row, column] = [reference.length, candidate.length]
  while (row > 0 && column > 0) {
    if (reference[row - 1] === candidate[column - 1]) {
      places.unshift(row - 1)
      row--
      column--
    } else if (at(row, column - 1) > at(row - 1, column)) column--
    else row--
  }
  return places
}
