import { plainText } from '../../reporters/text.ts'
import { LlmBenchError } from '../errors.ts'
import { exactPercent, figure } from '../matchers/format.ts'
import { type MetricName, metricDefinitions } from '../metrics/definitions.ts'
import { align } from './align.ts'
import { type ComparedPair, comparePair } from './compare-pair.ts'
import { loadRuns } from './load-runs.ts'
import { pairRuns } from './pair-runs.ts'

/** What `llm-bench compare` prints, and whether anything regressed. */
export interface Comparison {
  readonly text: string
  readonly regressed: boolean
}

/**
 * Compares the runs of two files; `a` came before.
 * @throws LlmBenchError for files that cannot be read or have no run in common
 */
export function compareFiles(a: string, b: string, options: { readonly of: MetricName; readonly by: number }): Comparison {
  const [before, after] = [loadRuns(a), loadRuns(b)]
  const { pairs, onlyA, onlyB } = pairRuns(before.runs, after.runs)
  if (pairs.length === 0) {
    throw new LlmBenchError('baseline-missing', `${plainText(a)} and ${plainText(b)} have no run in common: a run is known by its file, test and name`)
  }
  const rows = pairs.map((pair) => ({ name: plainText(pair.name), ...comparePair(pair.a, pair.b, options) }))
  const { unit, better } = metricDefinitions[options.of]
  const head = ['run', 'metric', 'a', 'b', 'b / a', '90 % interval', 'result']
  const table = align([head, ...rows.map((row) => [row.name, options.of, cell(row.a, unit), cell(row.b, unit), ...ratioCells(row)])])
  const regressed = rows.filter(({ word }) => word === 'regressed')
  const notes = [
    ...new Set([...before.notes, ...after.notes]),
    ...rows.flatMap(({ name, notes: about }) => about.map((note) => `${name}: ${note}`)),
    ...onlyA.map((key) => `only in a: ${key}`),
    ...onlyB.map((key) => `only in b: ${key}`),
  ].map(plainText)
  const allowed = `${exactPercent(options.by)} ${better === 'lower' ? 'more' : 'less'}`
  const summary = regressed.length === 0
    ? `no regression was found: none has a median ${options.of} beyond ${allowed} by more than chance`
    : `${regressed.length} of ${rows.length} regressed: median ${options.of} beyond ${allowed} by more than chance`
  return { text: [table, ...(notes.length === 0 ? [] : ['', ...notes]), '', summary].join('\n'), regressed: regressed.length > 0 }
}

function ratioCells({ judgement, word }: ComparedPair): string[] {
  if (judgement === null) return ['–', '–', word]
  const { observed, interval } = judgement
  const end = (value: number | null): string => (value === null ? 'infinite' : figure(value))
  const range = interval === null ? 'no samples' : `${end(interval.low)} to ${end(interval.high)}`
  return [figure(observed), range, word]
}

function cell(value: number | null, unit: string): string {
  return value === null ? '–' : `${figure(value)}${Number.isFinite(value) ? ` ${unit}` : ''}`
}
