import type { AnchorRecord } from './machine/anchor.ts'
import type { CheckRecord, LagRecord } from './check.ts'
import type { ClaimRecord, DecisionRecord, VersusRecord } from './claim.ts'
import type { CostRecord } from './cost.ts'
import type { EnergyRecord } from './energy.ts'
import type { JsonNumber, Provenance } from './figure.ts'
import type { RooflineRecord } from './machine/roofline.ts'
import type { RequestLensRecord } from './lens/request-lens.ts'
import type { ModelLoadRecord } from './loads/model-load.ts'
import { emptyLoad, type LoadRecord } from './load.ts'
import type { LockRecord } from './several/lock.ts'
import {
  emptyMetrics,
  emptyThroughput,
  type ItemsRecord,
  type MetricName,
  type MetricRecord,
  type ThroughputRecord,
} from './metric.ts'
import { emptyPlace, type PlaceRecord } from './place.ts'
import type { IntrinsicRecord } from './intrinsic/intrinsic.ts'
import type { JoinedRecord, PartNumberRecord, StartRecord } from './parts/parts.ts'
import type { QualityRecord } from './quality.ts'
import type {
  EngineSpeedRecord,
  EngineTimingsRecord,
  HttpRecord,
  QueueingRecord,
  ServerFiguresRecord,
} from './server.ts'
import type { SwitchRecord } from './several/switch.ts'
import type { TogetherRecord } from './several/together.ts'
import type { SweepRecord } from './sweep.ts'
import type { TaskRecord } from './task/task.ts'
import { type MemoryRecord, type TargetRecord, unknownMemory, unknownTarget } from './target.ts'
import { type TokensRecord, unknownTokens } from './tokens.ts'
import { type ColdRequestRecord, noWarmup, type WarmupRecord } from './warmup.ts'
import { emptyWorkload, type WorkloadRecord } from './workload.ts'

/** One figure of each launch, by which launches are compared. */
export interface LaunchFigures {
  /** Of the adjusted series, in which a failed request is infinite; null where that is infinite too. */
  p50: JsonNumber
  mean: JsonNumber
}

/** One launch of the measured target: a process that was started for the run, or was there already. */
export interface LaunchRecord {
  /**
   * `launch` where a process was started, or was there; `block` for a stretch of requests apart in time of a target
   * that nobody here could start again.
   */
  kind: 'launch' | 'block'
  /** The `slot` of its requests; null where it is the run's only one, which made all of them. */
  slot: number | null
  /** When the run began to use it: it may have been started for an earlier one. */
  startedAt: string
  /** Process spawned to ready, in milliseconds; null where nobody started one. */
  startupMs: JsonNumber
  /** Load asked to context ready, in milliseconds. */
  loadTimeMs: JsonNumber
  /** Measured requests that were made in it. */
  requests: number
  /** Its own figures of each metric; empty where it is the run's only one, whose metrics they are. */
  figures: Partial<Record<MetricName, LaunchFigures>>
  /** Output tokens per second over its steady window, else over all of it; null where it is the only one. */
  tokensPerSecond: JsonNumber
  /** All energy of its window over its completed requests; null where it is the only one, or that cannot be told. */
  joulesPerRequest: JsonNumber
  /** All energy of its window over the output tokens of those; null where it is the only one, or cannot be told. */
  joulesPerOutputToken: JsonNumber
}

/** The name of a model as complete answers gave it, and how many did. Untrusted text, at most 200 characters. */
export interface AnsweredBy {
  model: string
  requests: number
}

/** One measured run: what report.json calls an element of `runs`. */
export interface RunRecord extends PlaceRecord {
  /** Unique within a report. */
  id: string
  name: string
  /** Its name as tables show it: before it whatever tells it from others of the same name in its report. */
  title: string
  /** `partial` where it ended early, else `complete`. */
  state: 'complete' | 'partial'
  /** Reason a partial run ended, in one line; null for a complete one. */
  error: string | null
  startedAt: string
  /** `synthetic` when weights were, `simulated` when the target was, `recorded` when answers are; else `measured`. */
  provenance: Provenance
  target: TargetRecord
  /** Models that answers named, those of most answers first; empty where none named one. */
  answeredBy: AnsweredBy[]
  /** Launches, or blocks apart in time, in their order; empty where it is not known, as in another tool's report. */
  launches: LaunchRecord[]
  load: LoadRecord
  /** The request in words: prompt length, output length, sampling. */
  workload: WorkloadRecord
  requests: { attempted: number; succeeded: number; failed: number; failures: Record<string, number> }
  warmup: WarmupRecord
  /** The cold first request of an endpoint or server; null where it was as quick as others, and of a local model. */
  coldRequest: ColdRequestRecord | null
  metrics: Record<MetricName, MetricRecord>
  throughput: ThroughputRecord
  /** Work of a run of vectors or scores; null for one that generates text. */
  items: ItemsRecord | null
  /** Work of a run of a task; null for any other. */
  task: TaskRecord | null
  tokens: TokensRecord
  /** Host process spawned to backend ready, in milliseconds. */
  startupMs: JsonNumber
  /** Load asked to context ready, in milliseconds. */
  loadTimeMs: JsonNumber
  /** `earlier` when the model was warm already; and the state of the page cache when it was read. */
  loadState: { loaded: 'now' | 'earlier'; pageCache: 'cold' | 'warm' | 'unknown' } | null
  memory: MemoryRecord
  engineTimings: EngineTimingsRecord | null
  /** llama.cpp's own speed by these; null where it tells none. */
  engineSpeed: EngineSpeedRecord | null
  /** Connections and answers of requests over HTTP; null elsewhere. */
  http: HttpRecord | null
  /** Time that requests waited for others, on a server of few slots; null where nobody can tell. */
  queueing: QueueingRecord | null
  /** The server's own figures over the same requests; null where it tells nothing. */
  server: ServerFiguresRecord | null
  cost: CostRecord | null
  /** Energy drawn; null where nothing read or declared it. */
  energy: EnergyRecord | null
  /** Beside what the hardware can do at most; null where nobody knows what the model reads. */
  roofline: RooflineRecord | null
  /** Scores of the answers; null where none was scored. */
  quality: QualityRecord | null
  /** How well its model foretells a text; null where none was scored. */
  intrinsic: IntrinsicRecord | null
  /** Place in a sweep; null for a run that is part of none. */
  sweep: SweepRecord | null
  /** Place among several models that were measured together; null for a run of one alone. */
  together: TogetherRecord | null
  /** Its share of the machine; null where that was the machine, so that nothing else was measured meanwhile. */
  lock: LockRecord | null
  /** Changes to this run's model while it was not loaded, in their order; empty where there were none. */
  switches: SwitchRecord[]
  /** Loads of its model, where the state of the page cache was asked for; empty where it was not. */
  loads: ModelLoadRecord[]
  /** The load this run is a part of, made by several machines or files; null for a whole one. */
  part: string | null
  /** Its number among those; null where nobody said. */
  partNumber: PartNumberRecord | null
  /** The moment it was to begin at; null where it began when it was ready. */
  start: StartRecord | null
  /** The parts that this record was joined from, as they were at work; null for a run that was measured. */
  joined: JoinedRecord | null
  /** Ids of the parts this record was joined from; empty for a run that was measured. */
  joinedFrom: string[]
  /** State of the machine around the run; null where its anchor workload was not asked for. */
  anchor: AnchorRecord | null
  /** Single requests in their parts: the slowest, the median and the first that failed, as far as they are known. */
  lenses: RequestLensRecord[]
  checks: CheckRecord[]
  /** Lateness of the processes that stamped; null where nobody measured it. */
  lag: LagRecord | null
  /** Claims that a run sampled for until they were decided; empty for any other run. */
  decisions: DecisionRecord[]
  /** Comparison with the first arm of its `bench.compare`; null for that one, and for a run that was measured alone. */
  versus: VersusRecord | null
  claims: ClaimRecord[]
}

/**
 * A run of which nothing is known yet, made anew at each call: whoever makes a record spreads it and
 * says what is known, so that a new field has one default and stands in one file.
 */
export function emptyRun(): RunRecord {
  return {
    id: '',
    name: '',
    title: '',
    ...emptyPlace(),
    state: 'complete',
    error: null,
    startedAt: '',
    provenance: 'measured',
    target: { kind: 'endpoint', model: '', spec: '', source: 'endpoint', ...unknownTarget },
    answeredBy: [],
    launches: [],
    load: { ...emptyLoad },
    workload: { ...emptyWorkload },
    requests: { attempted: 0, succeeded: 0, failed: 0, failures: {} },
    warmup: { ...noWarmup },
    coldRequest: null,
    metrics: emptyMetrics(),
    throughput: { ...emptyThroughput },
    items: null,
    task: null,
    tokens: { ...unknownTokens },
    startupMs: null,
    loadTimeMs: null,
    loadState: null,
    memory: { ...unknownMemory },
    engineTimings: null,
    engineSpeed: null,
    http: null,
    queueing: null,
    server: null,
    cost: null,
    energy: null,
    roofline: null,
    quality: null,
    intrinsic: null,
    sweep: null,
    together: null,
    lock: null,
    switches: [],
    loads: [],
    part: null,
    partNumber: null,
    start: null,
    joined: null,
    joinedFrom: [],
    anchor: null,
    lenses: [],
    checks: [],
    lag: null,
    decisions: [],
    versus: null,
    claims: [],
  }
}
