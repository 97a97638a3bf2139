import { weakestSource } from '../samples/tokens-record.ts'
import { weakest } from '../cost/provenance.ts'
import { mergeDigests } from '../stats/quantiles/digest.ts'
import { digestStatistics } from '../metrics/digest-statistics.ts'
import { metricsOf } from '../metrics/distribution.ts'
import { queueingOf, slotsOf } from '../metrics/queueing.ts'
import { itemsOfColumns } from '../metrics/items/items-record.ts'
import { joinTasks, withoutTokens } from '../metrics/task/task-record.ts'
import { throughputOf } from '../metrics/throughput.ts'
import type { ItemsRecord } from '../record/metric.ts'
import { counted } from '../samples/answering-model.ts'
import type { SampleColumns } from '../samples/columns.ts'
import { concatColumns, shiftColumns, sortedBySent } from '../samples/join-columns.ts'
import { joinWaits } from '../plan/waits-record.ts'
import { joinQuality } from '../quality/scoring/join-quality.ts'
import { metricRecords } from './metric-records.ts'
import { joinedChecks } from './joined/joined-checks.ts'
import type { LoadPart } from './joined/load-part.ts'
import { type MissingParts, noneMissing } from './joined/parts-missing.ts'
import { togetherOf } from './joined/together.ts'
import { windowOf } from './joined/window.ts'
import type { JoinedRecord } from '../record/parts/parts.ts'
import type { CostRecord } from '../record/cost.ts'
import { emptyRun, type RunRecord } from '../record/run.ts'

/** A load that was made in parts, as one. */
export interface JoinedLoad {
  readonly record: RunRecord
  /** Requests of all parts on one time line, from the first on. */
  readonly columns: SampleColumns
  /** Facts of the parts that are in no figure of the whole, a sentence each. */
  readonly notes: readonly string[]
}

/** Parts of one name that are not one load, and the reason. */
export interface NotJoined {
  readonly reason: string
}

/**
 * Joins the parts of a load: percentiles and rates come from all samples together, never from the
 * parts' own. Machines are put on one time line by their wall clocks, so that the rates, unlike the
 * times of a request, are as exact as those agree.
 */
export function joinParts(parts: readonly LoadPart[], missing: MissingParts = noneMissing): JoinedLoad | NotJoined {
  const [first] = parts
  if (first === undefined) return { reason: 'there are no parts' }
  const differing = differences(parts)
  if (differing !== null) return { reason: `its parts differ in ${differing}` }
  const zero = Math.min(...parts.map((part) => windowOf(part).from))
  const columns = sortedBySent(concatColumns(parts.map((part) => shiftColumns(part.columns, part.clockZero - zero))))
  const concurrency = parts.reduce((sum, { record }) => sum + record.load.concurrency, 0)
  const metrics = metricRecords(metricsOf({ columns, gaps: new Float64Array(), concurrency }))
  metrics.interChunk = {
    ...metrics.interChunk,
    ...digestStatistics(
      parts.map(({ gaps }) => gaps).reduce(mergeDigests),
      parts.reduce((sum, part) => sum + part.record.requests.succeeded, 0),
      parts.reduce((sum, part) => sum + part.record.requests.failed, 0),
    ),
  }
  const records = parts.map(({ record }) => record)
  const record = joinedRecord(records, metrics, columns, concurrency, togetherOf(parts), missing)
  const quality = joinQuality(records.map((part) => part.quality ?? null))
  if (quality === null) return { record, columns, notes: [] }
  if ('reason' in quality)
    return { record, columns, notes: [`the scores of its parts were not joined: ${quality.reason}`] }
  return { record: { ...record, quality }, columns, notes: [] }
}

/** Names of settings that parts of one load must share and these do not; null when they share all. */
function differences(parts: readonly LoadPart[]): string | null {
  const same = (name: string, value: (record: RunRecord) => unknown): string[] =>
    new Set(parts.map(({ record }) => JSON.stringify(value(record)))).size === 1 ? [] : [name]
  const differing = [
    ...same('model', ({ target }) => target.model),
    ...same('target', ({ target }) => target.kind),
    ...same('request', ({ workload: { seed: _seed, ...workload } }) => workload),
    ...same('fields of the request', ({ target }) => (target.fields ?? []).map(({ name, sentAs }) => [name, sentAs])),
    ...same('kind of load', ({ load }) => load.kind),
  ]
  return differing.length === 0 ? null : differing.join(' and ')
}

function joinedRecord(
  records: readonly RunRecord[],
  metrics: RunRecord['metrics'],
  columns: SampleColumns,
  concurrency: number,
  joined: JoinedRecord,
  missing: MissingParts,
): RunRecord {
  const first = records[0] as RunRecord
  const partial = records.find(({ state }) => state === 'partial')
  const sum = (value: (record: RunRecord) => number): number =>
    records.reduce((total, record) => total + value(record), 0)
  const textOf = (text: (record: RunRecord) => string): string => [...new Set(records.map(text))].join(', ')
  const attempted = sum(({ requests }) => requests.attempted)
  const known = (value: (record: RunRecord) => number | null): number | null =>
    records.some((record) => value(record) === null) ? null : sum((record) => value(record) ?? 0)
  const rates = throughputOf(columns, concurrency)
  // Memory, load times and figures of a server or an engine belong to one machine each: nothing to add up.
  return {
    ...emptyRun(),
    id: `joined:${records.map(({ id }) => id).join('+')}`,
    name: first.part ?? first.name,
    title: first.part ?? first.name,
    file: textOf(({ file }) => file),
    test: textOf(({ test }) => test),
    project: textOf(({ project }) => project),
    attempt: first.attempt,
    state: partial === undefined ? 'complete' : 'partial',
    error: partial?.error ?? null,
    startedAt: first.startedAt,
    provenance: first.provenance,
    target: first.target,
    answeredBy: counted(records.flatMap(({ answeredBy }) => answeredBy)),
    launches: records
      .flatMap(({ launches }) => launches)
      .toSorted((one, other) => one.startedAt.localeCompare(other.startedAt)),
    load: {
      ...first.load,
      text: records.map(({ load }) => load.text).join(' + '),
      concurrency,
      rate: joinedRate(records),
      unsent: sum(({ load }) => load.unsent),
      waits: joinWaits(records),
      clientTime: joinedClientTime(records),
      hosts: sum(({ load }) => load.hosts),
    },
    workload: first.workload,
    requests: {
      attempted,
      succeeded: sum(({ requests }) => requests.succeeded),
      failed: sum(({ requests }) => requests.failed),
      failures: addCounts(records.map(({ requests }) => requests.failures)),
    },
    warmup: { requests: sum(({ warmup }) => warmup.requests), first: null, settled: null },
    metrics,
    throughput: first.target.kind === 'task' ? withoutTokens(rates) : rates,
    items: joinedItems(records, columns, concurrency),
    task: joinTasks(
      records.map(({ task }) => task),
      columns,
      concurrency,
    ),
    tokens: {
      input: known(({ tokens }) => tokens.input),
      output: known(({ tokens }) => tokens.output),
      cached: known(({ tokens }) => tokens.cached),
      cachedSource: joinedSource(records),
      reasoning: known(({ tokens }) => tokens.reasoning),
      ...joinedDrafts(records),
      source: weakestSource(records.map(({ tokens }) => tokens)),
    },
    queueing:
      first.target.kind === 'model' || first.target.kind === 'task'
        ? null
        : queueingOf({ columns, concurrency, slots: slotsOf(first.target), server: null }),
    cost: joinedCost(records),
    sweep: first.sweep,
    joinedFrom: records.map(({ id }) => id),
    joined,
    checks: joinedChecks(records, joined, missing),
    lag: joinedLag(records),
  }
}

/** Work of all parts; null where their requests are not all of as many items, which the columns do not tell. */
function joinedItems(records: readonly RunRecord[], columns: SampleColumns, concurrency: number): ItemsRecord | null {
  const parts = records.flatMap(({ items }) => items ?? [])
  const sizes = new Set(parts.flatMap(({ perRequest: { min, max } }) => [min, max]))
  const [size] = sizes
  const [first] = parts
  if (parts.length < records.length || size === undefined || sizes.size > 1 || first === undefined) return null
  return itemsOfColumns(first, size, columns, concurrency)
}

/** Drafted tokens of all parts; nothing where one does not tell, for the rest would be a part called the whole. */
function joinedDrafts(records: readonly RunRecord[]): Pick<RunRecord['tokens'], 'speculation'> {
  const parts = records.flatMap(({ tokens }) => tokens.speculation ?? [])
  const [first] = parts
  if (first === undefined || parts.length < records.length) return {}
  const drafted = parts.reduce((sum, part) => sum + part.drafted, 0)
  const accepted = parts.reduce((sum, part) => sum + part.accepted, 0)
  // Its spread is that between prompts, which the parts may share: none of them knows which.
  const source = parts.some((part) => part.source === 'server') ? 'server' : first.source
  return {
    speculation: { drafted, accepted, share: drafted === 0 ? null : accepted / drafted, interval: null, source },
  }
}

function joinedSource(records: readonly RunRecord[]): RunRecord['tokens']['cachedSource'] {
  const sources = records.map(({ tokens }) => tokens.cachedSource ?? null)
  return sources.includes('server') ? 'server' : (sources.find((source) => source !== null) ?? null)
}

/** Time of the clients of all parts; null where one was never steady. */
function joinedClientTime(records: readonly RunRecord[]): RunRecord['load']['clientTime'] {
  const times = records.flatMap(({ load }) => load.clientTime ?? [])
  if (times.length < records.length) return null
  const total = (name: keyof (typeof times)[number]): number => times.reduce((sum, time) => sum + time[name], 0)
  return { clientMs: total('clientMs'), idleMs: total('idleMs'), connectingMs: total('connectingMs') }
}

/** Lateness of all parts; null where one was not watched. */
function joinedLag(records: readonly RunRecord[]): RunRecord['lag'] {
  const lags = records.flatMap(({ lag }) => lag ?? [])
  if (lags.length < records.length) return null
  return { p99Ms: Math.max(...lags.map(({ p99Ms }) => p99Ms)), maxMs: Math.max(...lags.map(({ maxMs }) => maxMs)) }
}

function joinedRate(records: readonly RunRecord[]): RunRecord['load']['rate'] {
  const rates = records.flatMap(({ load }) => load.rate ?? [])
  if (rates.length < records.length) return null
  const total = (value: (rate: (typeof rates)[number]) => number | null): number | null =>
    rates.reduce<number | null>(
      (sum, rate) => (sum === null || value(rate) === null ? null : sum + (value(rate) ?? 0)),
      0,
    )
  return { asked: total(({ asked }) => asked), achieved: total(({ achieved }) => achieved) }
}

function addCounts(counts: readonly Readonly<Record<string, number>>[]): Record<string, number> {
  const total = new Map<string, number>()
  for (const [name, count] of counts.flatMap((each) => Object.entries(each))) {
    total.set(name, (total.get(name) ?? 0) + count)
  }
  return Object.fromEntries(total)
}

/** Cost of a request where tokens are paid for; else null, for watts of several machines are not those of one. */
function joinedCost(records: readonly RunRecord[]): CostRecord | null {
  const paid = records.flatMap(({ cost, requests }) =>
    cost?.basis === 'tokens' ? [{ cost, answered: requests.succeeded }] : [],
  )
  const answered = paid.reduce((sum, part) => sum + part.answered, 0)
  if (paid.length < records.length || answered === 0) return null
  return {
    basis: 'tokens',
    usdPerRequest: paid.reduce((sum, part) => sum + part.cost.usdPerRequest * part.answered, 0) / answered,
    interval: null,
    kind: weakest(paid.map(({ cost }) => cost.kind)),
    parts: [{ label: 'completed requests', value: answered, unit: 'requests', provenance: 'measured', derived: false }],
    unknown: [...new Set(paid.flatMap(({ cost }) => cost.unknown))],
  }
}
