import { formatConfidence, formatCount, formatGivenShare, formatObserved, none } from '../../figures.ts'
import { metricDefinitions } from '../../metrics/definitions.ts'
import type { InconclusivePolicy } from '../../record/claim.ts'
import { plainText } from '../../plain-text.ts'
import { medianOf } from '../../stats/quantiles/median.ts'
import { alignRows } from '../../text-table.ts'
import { versusSentence } from '../../verdicts/versus-words.ts'
import type { AbResult } from './ab.ts'
import { lostBenches } from './ab-exit.ts'
import { policyWords } from '../gate.ts'
import type { ComparedBench } from './compare-launches.ts'
import { type Revision, spokenName } from './sides/repository.ts'

const shortCommit = 9
const usualConfidence = 0.9
/** Launches of each side that anybody would wait for. */
const mostNeeded = 100

/** Band and policy of a comparison, for its words. */
export interface AbWords {
  readonly by: number
  /** Policy for what is open; null for none. */
  readonly policy: InconclusivePolicy | null
}

/** The table of a comparison of two revisions, a sentence for each bench, and what is to be known beside it. */
export function abText(result: AbResult, { by, policy }: AbWords): string {
  const { a, b, benches, onlyA, onlyB } = result
  const [before, after] = [nameOf(a), nameOf(b)]
  const metrics = [...new Set(benches.map(({ metric }) => metric))]
  const { better } = metricDefinitions[metrics[0] ?? 'latency']
  const named = benches.map((bench) => ({ bench, name: nameAmong(bench, benches) }))
  const table = alignRows([
    [
      'bench',
      'metric',
      before,
      after,
      'b / a',
      `${formatConfidence(confidenceOf(benches))} interval`,
      'launches',
      'result',
    ],
    ...named.map(({ bench, name }) => [name, bench.metric, ...cells(bench)]),
  ])
  const sentences = named.map(({ bench, name }) => `${name}: ${sentenceOf(bench, result, by)}`)
  const notes = [
    ...named.flatMap(({ bench, name }) => notesOf(bench, benches.length).map((note) => `${name}: ${note}`)),
    ...onlyA.map((key) => `only in ${spokenName(a)}: ${key}`),
    ...onlyB.map((key) => `only in ${spokenName(b)}: ${key}`),
  ]
  const allowed = `${formatGivenShare(by)} ${better === 'lower' ? 'more' : 'less'}`
  const found = summaryOf(result, `median ${metrics.join(' or ')} beyond ${allowed}`)
  const summary = `${found}${policyWords(openOf(result), policy)}`
  return [...table, '', ...sentences, ...(notes.length === 0 ? [] : ['', ...notes]), '', summary]
    .map((line) => (table.includes(line) ? line : plainText(line)))
    .join('\n')
}

/** The confidence of all intervals, which one rule made. */
function confidenceOf(benches: readonly ComparedBench[]): number {
  return benches.flatMap(({ judgement }) => judgement.interval?.confidence ?? [])[0] ?? usualConfidence
}

function cells({ metric, sets, judgement }: ComparedBench): string[] {
  const { unit } = metricDefinitions[metric]
  const [a, b] = [sets.flatMap((set) => set.a), sets.flatMap((set) => set.b)]
  const { ratio, interval, word } = judgement
  const value = (values: readonly number[]): string =>
    values.length === 0 ? none : `${formatObserved(medianOf(Float64Array.from(values)))} ${unit}`
  const range =
    interval === null ? none : `${formatObserved(interval.low ?? 0)} to ${formatObserved(interval.high ?? Infinity)}`
  return [value(a), value(b), formatObserved(ratio), range, `${a.length} + ${b.length}`, word]
}

/** One line that people want: `the working tree is 1.27 times slower than main [1.21, 1.33]`. */
function sentenceOf({ metric, judgement, doubts }: ComparedBench, { a, b }: AbResult, band: number): string {
  const { ratio, interval, word, needed } = judgement
  const isFinite = Number.isFinite(ratio) && ratio > 0
  return versusSentence(spokenName(b), spokenName(a), {
    metric,
    better: metricDefinitions[metric].better,
    ratio: isFinite ? ratio : null,
    interval,
    word,
    band,
    needed: needed !== null && needed <= mostNeeded ? needed : null,
    counted: 'launches',
    doubts: doubts.length > 0 || interval !== null ? doubts : ['a launch has no finite median'],
  })
}

function notesOf({ doubts, notes, judgement }: ComparedBench, all: number): string[] {
  const { alerts, verdict } = judgement
  const isLone = alerts.length === 1 && alerts.includes(true) && verdict !== 'fail' && doubts.length === 0
  const isUnconfirmed = alerts.length > 1 && alerts.includes(true) && alerts.includes(false)
  return [
    ...doubts.map((doubt) => `inconclusive: ${doubt}`),
    ...(isUnconfirmed ? ['one of two sets says that it is slower, the other does not: that confirms nothing'] : []),
    ...(isLone
      ? [`one set says that it is slower: too little for a second one among ${formatCount(all)} benches`]
      : []),
    ...(verdict === 'pass' && judgement.word === 'inconclusive'
      ? ['it is not slower by more than allowed; whether it is the same or faster is open']
      : []),
    ...notes,
  ]
}

function summaryOf(result: AbResult, beyond: string): string {
  const { benches, b } = result
  const regressed = benches.filter(({ judgement }) => judgement.verdict === 'fail').length
  const open = openOf(result)
  const lost = lostBenches(result).length
  const all = formatCount(benches.length)
  const lostWords =
    lost === 0 ? '' : `; ${formatCount(lost)} could not be measured in ${spokenName(b)}, where Vitest failed`
  const rest = `${open === 0 ? '' : `, ${formatCount(open)} of ${all} inconclusive`}${lostWords}`
  if (benches.length === 0) return `there is no bench in common, with the same file, test and name${lostWords}`
  if (regressed > 0)
    return `${formatCount(regressed)} of ${all} regressed: ${beyond}, and a second set confirms it${rest}`
  return benches.length === open ? `nothing was decided${lostWords}` : `no regression was found${rest}`
}

function openOf({ benches }: AbResult): number {
  return benches.filter(({ judgement }) => judgement.verdict === 'inconclusive').length
}

/** The name of a bench, and its whole key where others share the name. */
function nameAmong({ name, key }: ComparedBench, all: readonly ComparedBench[]): string {
  return plainText(all.filter((other) => other.name === name).length > 1 ? key : name)
}

function nameOf({ name, commit, isWorkingTree }: Revision): string {
  const short = commit.slice(0, shortCommit)
  return isWorkingTree || commit.startsWith(name) ? name : `${name} (${short})`
}
