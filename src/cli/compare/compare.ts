import { findNoiseFloor, type FoundFloor } from '../../baseline/find-noise-floor.ts'
import { plainText } from '../../plain-text.ts'
import { LlmBenchError } from '../../errors.ts'
import { formatGivenShare, formatObserved, none } from '../../figures.ts'
import type { InconclusivePolicy } from '../../record/claim.ts'
import { metricDefinitions } from '../../metrics/definitions.ts'
import { isWidened } from '../../verdicts/launches/band-words.ts'
import { restOnEstimate } from '../../verdicts/estimated-tokens.ts'
import type { MetricName } from '../../record/metric.ts'
import { alignRows } from '../../text-table.ts'
import { versusSentence } from '../../verdicts/versus-words.ts'
import { countRuns, type GateCounts, type GateRun, policyWords } from '../gate.ts'
import { type ComparedPair, comparePair, type CompareRule } from './compare-pair.ts'
import { judgeTogether } from './judge-together.ts'
import { type LoadedRun, loadRuns } from '../load-runs.ts'
import { pairRuns } from './pair-runs.ts'

/** Text that `llm-bench compare` prints, and the counts that its exit code follows from. */
export interface Comparison {
  readonly text: string
  readonly counts: GateCounts
}

/**
 * Compares the runs of two files; `a` came before.
 * @throws LlmBenchError for files that cannot be read or have no run in common
 */
export function compareFiles(
  a: string,
  b: string,
  options: CompareRule,
  policy: InconclusivePolicy | null,
): Comparison {
  const [before, after] = [loadRuns(a), loadRuns(b)]
  const { pairs, onlyA, onlyB } = pairRuns(before.runs, after.runs)
  if (pairs.length === 0) {
    throw new LlmBenchError(
      'baseline-missing',
      `${plainText(a)} and ${plainText(b)} have no run in common: a run is known by its file, test and name`,
    )
  }
  const compared = judgeTogether(pairs.map(({ a: one, b: other }) => comparePair(one, other, { ...options, floorOf })))
  const rows = compared.map((pair, index) => ({
    name: plainText(pairs[index]?.name ?? ''),
    pair,
    marks: { a: markOf(pairs[index]?.a, pair.metric), b: markOf(pairs[index]?.b, pair.metric) },
  }))
  const metrics = [...new Set(rows.map(({ pair }) => pair.metric))]
  const { better } = metricDefinitions[metrics[0] ?? 'latency']
  const head = ['run', 'metric', 'a', 'b', 'b / a', '90 % interval', 'result']
  const table = alignRows([
    head,
    ...rows.map((row) => [
      row.name,
      row.pair.metric,
      cell(row.pair.a, unitOf(row.pair), row.marks.a),
      cell(row.pair.b, unitOf(row.pair), row.marks.b),
      ...ratioCells(row.pair),
    ]),
  ]).join('\n')
  const sentences = rows.map(({ name, pair }) => `${name}: ${sentenceOf(pair, options.by)}`)
  const notes = [
    ...new Set([...before.notes, ...after.notes]),
    ...rows.flatMap(({ name, pair }) => pair.notes.map((note) => `${name}: ${note}`)),
    ...onlyA.map((key) => `only in a: ${key}`),
    ...onlyB.map((key) => `only in b: ${key}`),
  ].map(plainText)
  const allowed = `${formatGivenShare(options.by)} ${better === 'lower' ? 'more' : 'less'}`
  const counts = countRuns(
    compared.map((pair) => gateRunOf(pair, policy)),
    policy,
  )
  const isAnyWidened = compared.some(({ judgement }) => judgement !== null && isWidened(judgement.band))
  const orFloor = isAnyWidened ? ', or the noise floor where that is more,' : ''
  const found = summaryOf(compared, `median ${metrics.join(' or ')} beyond ${allowed}${orFloor}`)
  const summary = `${found}${policyWords(openOf(compared), policy)}`
  return {
    text: [table, '', ...sentences, ...(notes.length === 0 ? [] : ['', ...notes]), '', summary].join('\n'),
    counts,
  }
}

/** The noise floor that `llm-bench noise` measured here, where both runs were made on this one machine. */
function floorOf(a: LoadedRun, { key, fingerprint }: LoadedRun, metric: MetricName): FoundFloor {
  if (fingerprint === null || a.fingerprint?.hash !== fingerprint.hash) return { floor: null, notes: [] }
  return findNoiseFloor(process.cwd(), fingerprint, { key, metric })
}

function summaryOf(compared: readonly ComparedPair[], beyond: string): string {
  const regressed = compared.filter(({ word }) => word === 'regressed').length
  const open = openOf(compared)
  const settled = open === 0 ? '' : `, but ${open} of ${compared.length} ${open === 1 ? 'is' : 'are'} inconclusive`
  return regressed === 0
    ? `no regression was found${settled}`
    : `${regressed} of ${compared.length} regressed: ${beyond} by more than chance`
}

/** One line that people want: `b is 1.27 times slower than a [1.21, 1.33]`. */
function sentenceOf({ metric, judgement, word, doubts }: ComparedPair, band: number): string {
  const { observed, interval = null, needed, launches } = judgement ?? {}
  return versusSentence('b', 'a', {
    metric,
    better: metricDefinitions[metric].better,
    ratio: observed !== undefined && Number.isFinite(observed) ? observed : null,
    interval,
    word: word === 'regressed' ? 'slower' : word,
    band,
    needed: launches === undefined ? (needed ?? null) : launches.needed,
    counted: launches === undefined ? 'requests' : 'launches',
    doubts,
  })
}

function openOf(compared: readonly ComparedPair[]): number {
  return compared.filter(({ word }) => word === 'inconclusive').length
}

/** A pair as a gate sees it: one that is slower has not regressed, unless a policy is to decide what is open. */
function gateRunOf({ word, judgement, pValue }: ComparedPair, policy: InconclusivePolicy | null): GateRun {
  const pointHolds = judgement?.pointHolds ?? null
  if (word === 'regressed') return { verdict: 'fail', pointHolds }
  // Without a p-value something is in doubt, whatever the interval says.
  const isFine =
    word === 'same' ||
    word === 'faster' ||
    (word === 'slower' && policy === null) ||
    (pValue !== null && judgement?.verdict === 'pass')
  return { verdict: isFine ? 'pass' : 'inconclusive', pointHolds }
}

/** A word beside the figure of a run whose tokens nobody counted. */
function markOf(run: LoadedRun | undefined, metric: MetricName): string {
  return run !== undefined && restOnEstimate(run.record, [metric]) ? ' estimated' : ''
}

function unitOf({ metric }: ComparedPair): string {
  return metricDefinitions[metric].unit
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
