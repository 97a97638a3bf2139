import type { Compared } from './bleu-score.ts'
import { type Counts, countRuns, matching, total } from './counts.ts'
import { split } from './text.ts'

/** Settings of chrF, as sacreBLEU names them. */
export interface ChrfSettings {
  readonly charOrder: number
  /** Longest runs of words beside those of characters: 2 makes it chrF++. */
  readonly wordOrder: number
  /** Weight of recall over precision. */
  readonly beta: number
  readonly lowercase: boolean
  /** Whether white space counts as characters. */
  readonly whitespace: boolean
  /** Whether orders without matches count as tiny ones, as the authors' own program has it. */
  readonly epsSmoothing: boolean
}

/** Runs of one order: ours, theirs, and those that both have. */
type Matches = readonly [ours: number, theirs: number, both: number]

const tiny = 1e-16
const punctuation: ReadonlySet<string> = new Set('!"#$%&\'()*+,-./:;<=>?@[\\]^_`{|}~')

/**
 * chrF of texts together, from 0 to 100, as sacreBLEU computes it (Popović 2015, 2017): the F-score of the mean
 * precision and recall of runs of characters, and with `wordOrder` of words. Of several references the one that is
 * nearest to each text counts.
 */
export function chrfScore(texts: readonly Compared[], settings: ChrfSettings): number {
  const sums: [number, number, number][] = []
  for (const { output, references } of texts) {
    for (const [place, matches] of bestMatches(output, references, settings).entries()) {
      const [ours, theirs, both] = sums[place] ?? [0, 0, 0]
      sums[place] = [ours + matches[0], theirs + matches[1], both + matches[2]]
    }
  }
  return fScore(sums, settings)
}

function bestMatches(output: string, references: readonly string[], settings: ChrfSettings): readonly Matches[] {
  const all = references.map((reference) => matchesOf(output, reference, settings))
  const scores = all.map((matches) => fScore(matches, settings))
  return all[scores.indexOf(Math.max(...scores))] ?? []
}

function matchesOf(output: string, reference: string, settings: ChrfSettings): Matches[] {
  const { charOrder, wordOrder } = settings
  const [ours, theirs] = [output, reference].map((text) => (settings.lowercase ? text.toLowerCase() : text))
  const characters = [ours, theirs].map((text = '') => Array.from(settings.whitespace ? text : split(text).join('')))
  const words = wordOrder === 0 ? [] : [ours, theirs].map((text = '') => wordsOf(text))
  // One order after the other: all runs of a long text together would take a gigabyte.
  return [...matchesOfOrders(characters, charOrder, ''), ...matchesOfOrders(words, wordOrder, ' ')]
}

function matchesOfOrders([ours = [], theirs = []]: readonly string[][], orders: number, joint: string): Matches[] {
  return Array.from({ length: orders }, (_, place) =>
    matchesOfCounts(countRuns(ours, place + 1, joint), countRuns(theirs, place + 1, joint)),
  )
}

function matchesOfCounts(ours: Counts, theirs: Counts): Matches {
  return [theirs.size === 0 ? 0 : total(ours), total(theirs), matching(ours, theirs)]
}

/** Words with a mark of punctuation at their end, or else at their beginning, apart. */
function wordsOf(text: string): string[] {
  return split(text).flatMap((word) => {
    const characters = Array.from(word)
    const [first = '', last = ''] = [characters[0], characters.at(-1)]
    if (characters.length === 1) return [word]
    if (punctuation.has(last)) return [word.slice(0, -1), last]
    return punctuation.has(first) ? [first, word.slice(1)] : [word]
  })
}

function fScore(matches: readonly Matches[], { beta, epsSmoothing }: ChrfSettings): number {
  const factor = beta ** 2
  let [smoothed, precisions, recalls, orders] = [0, 0, 0, 0]
  for (const [ours, theirs, both] of matches) {
    const precision = ours > 0 ? both / ours : tiny
    const recall = theirs > 0 ? both / theirs : tiny
    const below = factor * precision + recall
    smoothed += below > 0 ? ((1 + factor) * precision * recall) / below : tiny
    if (ours === 0 || theirs === 0) continue
    precisions += precision
    recalls += recall
    orders++
  }
  if (epsSmoothing) return (100 * smoothed) / matches.length
  if (precisions + recalls === 0) return 0
  const [precision, recall] = [precisions / orders, recalls / orders]
  return (100 * (1 + factor) * precision * recall) / (factor * precision + recall)
}
