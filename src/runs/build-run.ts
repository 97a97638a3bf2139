import { cachedShareOf } from '../metrics/cached-share.ts'
import { type Metrics, metricsOf } from '../metrics/distribution.ts'
import { engineSpeed } from '../metrics/engine-speed.ts'
import { clientTime } from '../metrics/client-time.ts'
import { throughputOf } from '../metrics/throughput.ts'
import { itemsRecord } from '../metrics/items/items-record.ts'
import { taskRecord, withoutTokens } from '../metrics/task/task-record.ts'
import { answeredBy } from '../samples/answering-model.ts'
import type { RequestFacts } from '../samples/facts.ts'
import { requestLenses } from '../samples/lens/request-lens.ts'
import { Requests } from '../samples/requests.ts'
import type { Sample } from '../samples/sample.ts'
import { describeLoad, firstSendsOf } from '../workload/load.ts'
import { activeTime } from './active-time.ts'
import { arrivalRate } from '../metrics/arrival-rate.ts'
import { checksOf } from '../checks/checks.ts'
import type { RunEnd, RunHeader } from '../plan/header.ts'
import { coldRequestOf } from '../checks/evidence/cold-request.ts'
import { httpRecord } from './http-record.ts'
import { queueingOf, slotsOf } from '../metrics/queueing.ts'
import { MeasuredRequests } from '../metrics/measured-requests.ts'
import { lagOf } from '../machine/meters/conditions.ts'
import { metricRecords } from './metric-records.ts'
import { waitsRecord } from '../plan/waits-record.ts'
import { timingsOf } from './add-timings.ts'
import { toldCache } from '../servers/metrics/told-cache.ts'
import { toldDrafts } from '../servers/metrics/told-drafts.ts'
import { ownPrompts, type PromptOrder } from '../samples/speculation/accepted-share.ts'
import { tokensRecord } from '../samples/tokens-record.ts'
import { rooflineOf } from './roofline/roofline-of.ts'
import { energyRecord } from './energy/energy-record.ts'
import type { MemoryRecord } from '../record/target.ts'
import { emptyRun, type RunRecord } from '../record/run.ts'
import type { LockRecord } from '../record/several/lock.ts'
import { runCost } from './money/run-cost.ts'
import { launchRecords } from './launches/launch-records.ts'
import { ownFigures } from './join-figures.ts'
import type { Rows } from '../samples/table/rows.ts'

/** A run with everything computed from its requests. */
export interface BuiltRun {
  readonly record: RunRecord
  readonly metrics: Metrics
  readonly measured: MeasuredRequests
  /** The requests it was computed from. */
  readonly requests: Requests
}

/**
 * Computes a run from its requests. The same function serves the worker that measured and the reporter that
 * finds the journal of a run nobody could finish.
 * @param all requests of the run, warm-up included; or samples that are held already
 */
export function buildRun(header: RunHeader, all: Requests | readonly Sample[], end: RunEnd): BuiltRun {
  const requests = all instanceof Requests ? all : Requests.of(all)
  const { facts, plan } = header
  requests.orderBySending()
  const samples = requests.measured.rows()
  const counts = requestCounts(samples)
  const server = ownFigures(end.server, counts)
  const tokens = toldDrafts(toldCache(tokensRecord(samples, promptsOf(header)), server, counts), server, counts)
  const isTimed = facts.target.recording?.timed !== false
  const measured = new MeasuredRequests(requests, plan.concurrency, cachedShareOf(tokens), isTimed)
  const metrics = metricsOf(measured.readable)
  const interleaved = header.comparison !== null
  const launches = launchRecords(header, end.launches, measured)
  const active = interleaved || launches.length > 1 ? activeTime(measured.columns) : measured.columns
  const isTask = facts.target.kind === 'task'
  const rates = throughputOf(active, plan.concurrency)
  const throughput = isTask ? withoutTokens(rates) : rates
  const queueing =
    facts.target.kind === 'model' || isTask
      ? null
      : queueingOf({ columns: measured.columns, concurrency: plan.concurrency, slots: slotsOf(facts.target), server })
  const energy = energyRecord(end.energy ?? null, counts.succeeded, tokens.output)
  const engineTimings = end.engineTimings ?? timingsOf(samples)
  const record: RunRecord = {
    ...emptyRun(),
    id: header.id,
    name: header.name,
    title: header.name,
    file: header.file,
    test: header.test,
    project: header.project,
    blob: header.blob,
    attempt: header.attempt,
    repeat: header.repeat,
    state: end.error === null ? 'complete' : 'partial',
    error: end.error,
    startedAt: header.startedAt,
    provenance: facts.provenance,
    target: facts.target,
    answeredBy: answeredBy(samples),
    launches,
    load: {
      kind: plan.load.kind,
      text: describeLoad(plan.load),
      concurrency: plan.concurrency,
      firstSends: firstSendsOf(plan.load),
      rate: plan.load.kind === 'open' ? arrivalRate(samples) : null,
      unsent: end.unsent,
      waits: waitsRecord(plan.concurrency, end.waits),
      clientTime: plan.load.kind === 'closed' ? clientTime(samples, plan.concurrency, end.waits !== null) : null,
      hosts: end.loadHosts,
      interleaved,
      comparison: header.comparison,
      budgetMs: plan.budgetMs,
      endedBy: end.endedBy,
    },
    workload: header.workload,
    requests: counts,
    warmup: warmupOf(requests.warmup.rows(), end),
    coldRequest: coldRequestOf(header, requests.warmup.rows(), samples, metrics),
    metrics: metricRecords(metrics),
    throughput,
    items: itemsRecord(header.workload.kind, { samples, active, concurrency: plan.concurrency }),
    task: isTask ? taskRecord(samples, active, plan.concurrency) : null,
    tokens,
    startupMs: facts.startupMs,
    loadTimeMs: facts.loadTimeMs,
    loadState: facts.loadState,
    memory: memoryOf(header, end),
    engineTimings,
    engineSpeed: engineSpeed(samples, engineTimings, facts.target.kind),
    http: httpRecord(samples),
    queueing,
    server,
    cost: runCost(header, { samples, throughput, energy, latency: metrics.latency }),
    energy,
    roofline: rooflineOf(header, end, samples, metrics),
    quality: end.quality ?? null,
    intrinsic: end.intrinsic ?? null,
    sweep: header.sweep,
    together: header.together ?? null,
    lock: lockOf(header, end),
    switches: [...(end.switches ?? [])],
    loads: [...(end.loads ?? [])],
    part: header.part,
    partNumber: header.partNumber ?? null,
    start: end.start ?? null,
    lenses: requestLenses(requests.remarkable(), measured.columns.sent[0] ?? 0),
    checks: checksOf({ header, samples, end: { ...end, server }, tokens, metrics, queueing }),
    lag: end.conditions === null ? null : lagOf(end.conditions),
    decisions: [...end.decisions],
  }
  return { record, metrics, measured, requests }
}

function lockOf({ resources }: RunHeader, { beside }: RunEnd): LockRecord | null {
  return resources === undefined
    ? null
    : { resources: [...resources], beside: beside === undefined ? null : [...beside] }
}

function requestCounts(samples: Rows<RequestFacts>): RunRecord['requests'] {
  const failures: Record<string, number> = {}
  let failed = 0
  for (const sample of samples) {
    if (sample.state === 'completed') continue
    failed++
    failures[sample.failure.class] = (failures[sample.failure.class] ?? 0) + 1
  }
  return { attempted: samples.length, succeeded: samples.length - failed, failed, failures }
}

function warmupOf(warmup: Rows<RequestFacts>, { settled = null }: Partial<RunEnd>): RunRecord['warmup'] {
  // Under load requests are read in the order in which they ended.
  const first = warmup.reduce<RequestFacts | null>(
    (one, other) => (one !== null && one.sent <= other.sent ? one : other),
    null,
  )
  return {
    requests: warmup.length,
    first: first?.state === 'completed' ? first.end - first.sent : null,
    // A run that an older release wrote down does not say.
    settled,
  }
}

function memoryOf({ facts }: RunHeader, { peaks }: RunEnd): MemoryRecord {
  return {
    // A journal of an older release does not say.
    fileBytes: facts.memory.fileBytes ?? null,
    weightsBytes: facts.memory.weightsBytes,
    contextBytes: facts.memory.contextBytes,
    peakRssBytes: peaks?.rssBytes ?? null,
    peakAnonBytes: peaks?.anonBytes ?? null,
    peakFileBytes: peaks?.fileBytes ?? null,
    vramBytes: facts.memory.vramBytes,
    declared: facts.memory.declared ?? null,
    // Nor of a prediction.
    predicted: facts.memory.predicted ?? null,
    growthBytes: growthOf(peaks?.rssBytes ?? null, facts.memory.residentBeforeBytes ?? null),
  }
}

function growthOf(peakBytes: number | null, beforeBytes: number | null): number | null {
  return peakBytes === null || beforeBytes === null ? null : Math.max(0, peakBytes - beforeBytes)
}

function promptsOf({ workload, equalPrompts }: RunHeader): PromptOrder {
  return workload.drawn === true ? ownPrompts : { count: workload.prompts, equal: equalPrompts }
}
