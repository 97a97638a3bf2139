import { plainText } from '../../plain-text.ts'
import { LlmBenchError } from '../../errors.ts'
import { formatGivenShare, formatObserved, none } from '../../figures.ts'
import { metricDefinitions } from '../../metrics/definitions.ts'
import { restOnEstimate } from '../../verdicts/estimated-tokens.ts'
import { alignRows } from '../../text-table.ts'
import { type ComparedPair, comparePair, type CompareRule } from './compare-pair.ts'
import { judgeTogether } from './judge-together.ts'
import { type LoadedRun, loadRuns } from '../load-runs.ts'
import { pairRuns } from './pair-runs.ts'

/** Text that `llm-bench compare` prints, and whether anything regressed. */
export interface Comparison {
  readonly text: string
  readonly regressed: boolean
}

/**
 * Compares the runs of two files; `a` came before.
 * @throws LlmBenchError for files that cannot be read or have no run in common
 */
export function compareFiles(a: string, b: string, options: CompareRule): Comparison {
  const [before, after] = [loadRuns(a), loadRuns(b)]
  const { pairs, onlyA, onlyB } = pairRuns(before.runs, after.runs)
  if (pairs.length === 0) {
    throw new LlmBenchError(
      'baseline-missing',
      `${plainText(a)} and ${plainText(b)} have no run in common: a run is known by its file, test and name`,
    )
  }
  const compared = judgeTogether(pairs.map(({ a: one, b: other }) => comparePair(one, other, options)))
  const mark = (run: LoadedRun | undefined): string =>
    run !== undefined && restOnEstimate(run.record, [options.of]) ? ' estimated' : ''
  const rows = compared.map((pair, index) => ({
    name: plainText(pairs[index]?.name ?? ''),
    pair,
    marks: { a: mark(pairs[index]?.a), b: mark(pairs[index]?.b) },
  }))
  const { unit, better } = metricDefinitions[options.of]
  const head = ['run', 'metric', 'a', 'b', 'b / a', '90 % interval', 'result']
  const table = alignRows([
    head,
    ...rows.map((row) => [
      row.name,
      options.of,
      cell(row.pair.a, unit, row.marks.a),
      cell(row.pair.b, unit, row.marks.b),
      ...ratioCells(row.pair),
    ]),
  ]).join('\n')
  const regressed = rows.filter(({ pair }) => pair.word === 'regressed')
  const notes = [
    ...new Set([...before.notes, ...after.notes]),
    ...rows.flatMap(({ name, pair }) => pair.notes.map((note) => `${name}: ${note}`)),
    ...onlyA.map((key) => `only in a: ${key}`),
    ...onlyB.map((key) => `only in b: ${key}`),
  ].map(plainText)
  const allowed = `${formatGivenShare(options.by)} ${better === 'lower' ? 'more' : 'less'}`
  const open = rows.filter(({ pair }) => pair.word === 'inconclusive').length
  const settled = open === 0 ? '' : `, but ${open} of ${rows.length} ${open === 1 ? 'is' : 'are'} inconclusive`
  const summary =
    regressed.length === 0
      ? `no regression was found${settled}`
      : `${regressed.length} of ${rows.length} regressed: median ${options.of} beyond ${allowed} by more than chance`
  return {
    text: [table, ...(notes.length === 0 ? [] : ['', ...notes]), '', summary].join('\n'),
    regressed: regressed.length > 0,
  }
}

function ratioCells({ judgement, word }: ComparedPair): string[] {
  if (judgement === null) return [none, none, word]
  const { observed, interval } = judgement
  const range = interval === null ? 'no samples' : `${endText(interval.low)} to ${endText(interval.high)}`
  return [formatObserved(observed), range, word]
}

function endText(end: number | null): string {
  return end === null ? 'infinite' : formatObserved(end)
}

function cell(value: number | null, unit: string, mark: string): string {
  return value === null ? none : `${formatObserved(value)}${Number.isFinite(value) ? ` ${unit}` : ''}${mark}`
}
