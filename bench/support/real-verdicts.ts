import { appendFileSync, existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { comparePair, type CompareWord } from '../../src/cli/compare/compare-pair.ts'
import { loadRuns } from '../../src/cli/load-runs.ts'
import { pairLetters } from './pair-letters.ts'
import { throwawayProject } from './throwaway-project.ts'

/** What is compared: a kind of pair, and the bench file that measures pairs of it. */
export interface VerdictTrial {
  readonly name: string
  /** Comparisons to be made. */
  readonly comparisons: number
  /** Comparisons in one Vitest process. */
  readonly chunk: number
  /** Text of a bench file that measures runs `a 0`, `b 0`, `a 1`, … of so many pairs. */
  readonly benchFile: (pairs: number) => string
}

/** A line of the file in which words are kept. */
interface KeptWord {
  readonly trial: string
  readonly word: CompareWord
  readonly ratio: number | null
}

/** File of the words of earlier calls, so that a trial may be made in parts. */
const file: string = process.env['VERDICTS_FILE'] ?? ''

/**
 * Words of comparisons of runs that were really measured, from process to process: report and journal of each are
 * read and compared as `llm-bench compare` does, with its limit of 5 %. Those that an earlier call kept count.
 */
export async function wordsOf({ name, comparisons, chunk, benchFile }: VerdictTrial): Promise<CompareWord[]> {
  const words = keptWords(name)
  while (words.length < comparisons) {
    const pairs = Math.min(chunk, comparisons - words.length)
    using project = throwawayProject(benchFile(pairs))
    // oxlint-disable-next-line no-await-in-loop -- together they would measure each other
    await project.bench()
    const { runs } = loadRuns(join(project.folder, 'llm-bench-report', 'report.json'))
    for (const { a, b } of pairLetters(runs)) {
      const { word, judgement, notes } = comparePair(a, b, { of: 'latency', by: 0.05, accepted: [] })
      words.push(word)
      const kept: KeptWord = { trial: name, word, ratio: judgement?.observed as number | null }
      if (file !== '') appendFileSync(file, `${JSON.stringify({ ...kept, notes })}\n`)
    }
  }
  return words.slice(0, comparisons)
}

/** Words by how often each was said: `same 39, slower 1`. */
export function tallyOf(words: readonly CompareWord[]): string {
  return [...Map.groupBy(words, (word) => word)].map(([word, all]) => `${word} ${all.length}`).join(', ')
}

function keptWords(trial: string): CompareWord[] {
  if (file === '' || !existsSync(file)) return []
  return readFileSync(file, 'utf8')
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line) as KeptWord)
    .flatMap((kept) => (kept.trial === trial ? [kept.word] : []))
}
