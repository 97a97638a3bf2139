import type { EnergyRecord } from '../../src/record/energy.ts'
import type { IntervalRecord } from '../../src/record/figure.ts'
import type { RunRecord } from '../../src/record/run.ts'
import { costBasis, isTokenPriced, requestText } from './cost-basis.ts'
import { formatCount, formatDuration, formatNumber, formatShare, none } from '../../src/figures.ts'
import { formatInterval, formatRange, intervalName } from './interval.ts'
import { isOpen } from './load-label.ts'
import { itemRate, itemRateSentence, itemsOf } from './items/items-rate.ts'
import { outputRate, outputRateSentence } from './output-rate.ts'
import type { Report } from '../../src/record/report.ts'
import { sameWork, workWords } from './answers/same-work.ts'
import { latestAttempts, runLabel } from './run-label.ts'

/** Columns a name may take in a sentence. */
const nameWidth = 60

interface Figure {
  readonly run: RunRecord
  readonly value: number
  readonly interval: IntervalRecord | null
  /** The figure in words: value, unit, interval and n. */
  readonly text: string
}

interface Subject {
  readonly title: string
  readonly better: 'lower' | 'higher'
  readonly figure: (run: RunRecord) => Omit<Figure, 'run'> | null
}

/** One sentence of the executive summary: plain text, names still to be escaped. */
export interface KeyFigure {
  readonly title: string
  readonly text: string
}

function percentile(metric: 'latency' | 'response' | 'ttft', statistic: 'p50' | 'p95') {
  return (run: RunRecord): Omit<Figure, 'run'> | null => {
    // Under a closed load nobody waits to be sent: it would be the latency once more.
    if (metric === 'response' && !isOpen(run)) return null
    const record = run.metrics[metric]
    const value = record[statistic]
    if (value === null) return null
    const interval = record.intervals?.[statistic] ?? null
    const range = formatInterval(interval, statistic, record.n)
    const between = range === none ? 'no interval' : `${intervalName(interval)} ${range}`
    return { value, interval, text: `${formatNumber(value)} ms (${between}, n = ${formatCount(record.n)})` }
  }
}

function tokensPerSecond(run: RunRecord): Omit<Figure, 'run'> | null {
  const rate = outputRate(run)
  if (rate === null) return null
  const { value, interval } = rate
  return { value, interval, text: outputRateSentence(rate, formatCount(run.requests.succeeded)) }
}

function itemsPerSecond(kind: 'embedding' | 'rerank') {
  return (run: RunRecord): Omit<Figure, 'run'> | null => {
    const items = itemsOf(run)
    const rate = itemRate(run)
    if (items?.kind !== kind || rate === null) return null
    const { value, interval } = rate
    return { value, interval, text: itemRateSentence(rate, items, formatCount(run.requests.succeeded)) }
  }
}

function cost(run: RunRecord): Omit<Figure, 'run'> | null {
  if (run.cost === null) return null
  const { usdPerRequest: value, interval: known } = run.cost
  // A record of an older release has none.
  const interval = known ?? null
  const basis = isTokenPriced(run.cost) ? costBasis(run.cost) : `${run.cost.kind}, marginal`
  const between = interval === null ? 'no interval' : intervalName(interval)
  const n = formatCount(run.requests.succeeded)
  return { value, interval, text: `${requestText(run.cost)} a request (${basis}, ${between}, n = ${n})` }
}

function energy({ energy: drawn }: RunRecord): Omit<Figure, 'run'> | null {
  const value = drawn?.joulesPerOutputToken ?? null
  const all = drawn?.grossJoules ?? null
  if (drawn === null || drawn === undefined || value === null || all === null) return null
  const share = (end: number | null): number | null => (end === null ? null : (end / all) * value)
  const interval =
    drawn.interval === null
      ? null
      : { ...drawn.interval, low: share(drawn.interval.low), high: share(drawn.interval.high) }
  const between = interval === null ? drawn.provenance : `${intervalName(interval)} ${formatRange(interval)}`
  return { value, interval, text: `${formatNumber(value)} J an output token (${between}, ${meterWords(drawn)})` }
}

function meterWords({ meter, scope }: EnergyRecord): string {
  return meter === null ? 'declared watts' : `${meter}, ${scope}`
}

/** Sentences for each scope and origin: figures of different ones are not to be compared. */
function energies(runs: readonly RunRecord[]): KeyFigure[] {
  const kinds = Map.groupBy(
    runs.filter((run) => energy(run) !== null),
    (run) => `${run.energy?.scope} ${run.energy?.provenance}`,
  )
  return [...kinds.values()].flatMap((alike) => sentences({ title: 'Energy', better: 'lower', figure: energy }, alike))
}

/** Sentences for each basis and kind of cost, as of energies; an unknown part makes another kind. */
function costs(runs: readonly RunRecord[]): KeyFigure[] {
  const kinds = Map.groupBy(
    runs.filter((run) => run.cost !== null),
    ({ cost: of }) => `${of?.basis} ${of?.kind} ${of?.unknown.join()}`,
  )
  return [...kinds.values()].flatMap((alike) => sentences({ title: 'Cost', better: 'lower', figure: cost }, alike))
}

const subjects: readonly Subject[] = [
  { title: 'p95 latency', better: 'lower', figure: percentile('latency', 'p95') },
  { title: 'p95 response time (open loads)', better: 'lower', figure: percentile('response', 'p95') },
  { title: 'p50 time to first token', better: 'lower', figure: percentile('ttft', 'p50') },
  { title: 'Output rate', better: 'higher', figure: tokensPerSecond },
  { title: 'Texts embedded', better: 'higher', figure: itemsPerSecond('embedding') },
  { title: 'Documents ranked', better: 'higher', figure: itemsPerSecond('rerank') },
]

function overlaps(one: IntervalRecord | null, other: IntervalRecord | null): boolean {
  if (one === null || other === null) return false
  return (one.low ?? -Infinity) <= (other.high ?? Infinity) && (other.low ?? -Infinity) <= (one.high ?? Infinity)
}

/**
 * Best and worst of each group of runs that do the same work, a sentence each; of a single run its figure. Of runs
 * that do different work neither is best, and the table of results shows them.
 */
function sentences(subject: Subject, runs: readonly RunRecord[]): KeyFigure[] {
  const figures = runs.flatMap((run): Figure[] => {
    const figure = subject.figure(run)
    return figure === null ? [] : [{ run, ...figure }]
  })
  const [only] = figures
  if (only !== undefined && figures.length === 1) {
    return [{ title: subject.title, text: `${runLabel(only.run, nameWidth)}, ${only.text}` }]
  }
  const groups = sameWork(figures.map(({ run }) => run)).filter((group) => group.length > 1)
  return groups.map((group) => bestAndWorst(subject, figures, group))
}

function bestAndWorst({ title, better }: Subject, all: readonly Figure[], group: readonly RunRecord[]): KeyFigure {
  const figures = all
    .filter(({ run }) => group.includes(run))
    .toSorted((a, b) => (better === 'lower' ? a.value - b.value : b.value - a.value))
  const [best, worst] = [figures[0], figures.at(-1)] as [Figure, Figure]
  const apart = overlaps(best.interval, worst.interval)
    ? '; the intervals overlap, these samples do not separate the two'
    : ''
  const work = figures.length === all.length ? '' : ` (of ${formatCount(group.length)}: ${workWords(best.run)})`
  return {
    title,
    text:
      `best${work} ${runLabel(best.run, nameWidth)}, ${best.text}; ` +
      `worst ${runLabel(worst.run, nameWidth)}, ${worst.text}${apart}`,
  }
}

function successes(runs: readonly RunRecord[]): KeyFigure {
  const attempted = runs.reduce((sum, run) => sum + run.requests.attempted, 0)
  const failed = runs.reduce((sum, run) => sum + run.requests.failed, 0)
  const title = 'Success rate'
  if (failed === 0) return { title, text: `all ${formatCount(attempted)} measured requests were answered` }
  const worst = runs.toSorted((a, b) => b.requests.failed - a.requests.failed)[0]
  const where =
    worst === undefined
      ? ''
      : `; most failures: ${runLabel(worst, nameWidth)}, ${formatShare(worst.throughput.successRate)} answered ` +
        `(${formatCount(worst.requests.failed)} of ${formatCount(worst.requests.attempted)} failed)`
  return {
    title,
    text: `${formatCount(failed)} of ${formatCount(attempted)} measured requests failed${where}`,
  }
}

function loadTimes(runs: readonly RunRecord[]): KeyFigure | null {
  const fresh = runs.filter((run) => run.loadTimeMs !== null && run.loadState?.loaded !== 'earlier')
  const slowest = fresh.toSorted((a, b) => (b.loadTimeMs ?? 0) - (a.loadTimeMs ?? 0))[0]
  if (slowest === undefined) return null
  const cache = slowest.loadState === null ? '' : `, page cache ${slowest.loadState.pageCache}`
  return {
    title: fresh.length > 1 ? 'Slowest model load' : 'Model load',
    text: `${runLabel(slowest, nameWidth)}, ${formatDuration(slowest.loadTimeMs)} (n = 1, no interval${cache})`,
  }
}

/** The parts of a load that was joined do not compete, and its requests are counted once. */
function withoutParts(runs: readonly RunRecord[]): RunRecord[] {
  // A report of an earlier version may not say.
  const parts = new Set(runs.flatMap(({ joinedFrom }) => (joinedFrom as string[] | undefined) ?? []))
  return runs.filter(({ id }) => !parts.has(id))
}

/**
 * Best and worst of a report among runs that do the same work, each figure with unit, interval and n. Simulated runs
 * are left out where there are others, and so are runs that a retry replaced; those of a sweep, of a comparison and of
 * several models have sentences of their own.
 */
export function keyFigures(report: Report): KeyFigure[] {
  const latest = withoutParts(latestAttempts(report.runs))
  const real = latest.filter((run) => run.provenance !== 'simulated')
  const all = real.length > 0 ? real : latest
  if (all.length === 0) return []
  // Reports of earlier versions know no comparisons.
  const compared = new Set(all.flatMap(({ id, versus }) => ((versus ?? null) === null ? [] : [id, versus?.run])))
  const runs = all.filter((run) => run.sweep === null && (run.together ?? null) === null && !compared.has(run.id))
  const load = loadTimes(all)
  return [
    // Of one run the table of results has no more than these.
    ...(all.length === 1 ? [] : subjects.flatMap((subject) => sentences(subject, runs))),
    successes(all),
    ...costs(runs),
    ...energies(runs),
    ...(load === null ? [] : [load]),
  ]
}
