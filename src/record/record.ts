import type { MetricName, MetricUnit } from '../metrics/definitions.ts'
import type { TokenSource } from '../samples/sample.ts'

/** A number that JSON can hold: what is undefined or infinite is null. */
export type JsonNumber = number | null

/** Where a figure comes from. They never mix unlabelled. */
export type Provenance = 'measured' | 'declared' | 'estimated' | 'assumed' | 'simulated' | 'synthetic'

/** Compute backend an engine really used. */
export type Backend = 'metal' | 'cuda' | 'vulkan' | 'cpu'

/** What was measured. */
export interface TargetRecord {
  kind: 'model' | 'endpoint' | 'server' | 'language-model' | 'simulated'
  /** The name a person would call it by; untrusted text. */
  model: string
  /** What the bench file named: a path, `hf:`, `synthetic:` or a registry name. */
  spec: string
  source: 'file' | 'hf' | 'synthetic' | 'endpoint' | 'simulated'
  /** Null where it cannot be known from here. */
  backend: Backend | null
  /** Name of the device or processor the engine ran on. */
  device: string | null
  /** Layers offloaded to the GPU, and layers in all. */
  gpuLayers: number | null
  totalLayers: number | null
  /** Engine threads used. */
  threads: number | null
  /** Number of parameters; null when the file does not say. */
  parameters: number | null
  /** Quantization name as the file declares it, for example `Q4_0`. */
  quantization: string | null
  /** Digest of the file's size and its first and last bytes; null where there is no file. */
  modelHash: string | null
  /** Tokens one sequence can hold. */
  contextSize: number | null
  /** Name and version of the engine. */
  engine: string | null
  /** Absent when a process of its own did; `worker` when it was timed in the process of the test. */
  timedIn?: 'worker'
}

/** The load plan as it was carried out. */
export interface LoadRecord {
  kind: 'closed' | 'open'
  /** In words: "50 clients", "10 requests/s (Poisson)". */
  text: string
  /** Clients of a closed load; 0 for an open one. */
  concurrency: number
  /** Of an open load, in requests per second over the moments the plan named; null for a closed one. */
  rate: { asked: JsonNumber; achieved: JsonNumber } | null
  /** Requests of an open load that were due and never sent. */
  unsent: number
  /** Processes that made the load. */
  hosts: number
  /** True when the run was one arm of an interleaved `bench.compare`. */
  interleaved: boolean
  /** Shared by the arms of one comparison; null alone. */
  comparison: string | null
  /** Time allowed, in milliseconds. */
  budgetMs: number
  /** What ended the run. */
  endedBy: 'requests' | 'duration' | 'budget' | 'cost' | 'decided' | 'aborted' | 'crash'
}

/** A two-sided interval; an end the samples cannot bound is null. */
export interface IntervalRecord {
  low: JsonNumber
  high: JsonNumber
  /** For example 0.9. */
  confidence: number
}

/** The statistics an interval is given for. */
export type IntervalStatistic = 'mean' | 'p50' | 'p90' | 'p95' | 'p99'

/** Point statistics of a series: R-7 percentiles. */
export interface PointStatistics {
  n: number
  mean: JsonNumber
  min: JsonNumber
  p50: JsonNumber
  p90: JsonNumber
  p95: JsonNumber
  p99: JsonNumber
  max: JsonNumber
}

/** One metric of a run: completed requests, and the adjusted series where failures are +infinity. */
export interface MetricRecord extends PointStatistics {
  unit: MetricUnit
  sd: JsonNumber
  intervals: Record<IntervalStatistic, IntervalRecord> | null
  /** Failures counted as +infinity (null in JSON, counted in `infinite`). */
  adjusted: PointStatistics & { infinite: number }
}

/** Memory, in bytes; null where this system does not tell. */
export interface MemoryRecord {
  weightsBytes: number | null
  contextBytes: number | null
  peakRssBytes: number | null
  peakAnonBytes: number | null
  peakFileBytes: number | null
  vramBytes: number | null
}

/** One priced part of a cost, with what it rests on. */
export interface CostPart {
  label: string
  value: number
  unit: string
  provenance: Provenance
}

/** What a request cost. */
export interface CostRecord {
  usdPerRequest: number
  /** The weakest provenance among the parts. */
  kind: Provenance
  parts: CostPart[]
}

/** A check of the conditions a measurement was made under. */
export interface CheckRecord {
  id: string
  status: 'ok' | 'warning' | 'invalid'
  /** The metrics it protects, or `all`. */
  protects: string[]
  /** One sentence that ends in what to do, or says what was found to be in order. */
  message: string
}

/** The three outcomes of a claim. */
export type Verdict = 'pass' | 'fail' | 'inconclusive'

/** What decides a claim that the samples do not settle. */
export type InconclusivePolicy = 'point' | 'fail' | 'pass'

/** A claim a matcher made about a run. */
export interface ClaimRecord {
  matcher: string
  negated: boolean
  metric: string
  unit: string
  /** The claim in words: "p95 of latency below 50 ms". */
  text: string
  verdict: Verdict
  /** What the matcher did, after the policy. */
  passed: boolean
  policy: InconclusivePolicy
  observed: JsonNumber | string
  threshold: JsonNumber | string
  n: number
  /** Independent values these are worth where neighbours are alike; in a comparison the pairs of blocks. */
  effectiveN: number
  interval: IntervalRecord | null
  /** Samples that would settle an inconclusive claim, where that can be said. */
  needed: number | null
  provenance: Provenance
}

/** llama.cpp's own figures over the measured requests, beside ours. */
export interface EngineTimingsRecord {
  promptTokens: number
  promptMs: number
  decodeTokens: number
  decodeMs: number
}

/** What the connections of a run did. */
export interface HttpRecord {
  /** Connections opened by measured requests: the others found one open. */
  connected: number
  /** Median of DNS, TCP and TLS of those, in milliseconds. */
  connectP50Ms: JsonNumber
  /** Answers by HTTP status. */
  statuses: Record<string, number>
  /** Answers that named a time to come back (Retry-After). */
  retryAfter: number
  /** Requests sent a second time, because a kept connection had been closed. */
  retried: number
}

/**
 * A server's own figures over the measured requests, read from its metrics before and after. They
 * hold for everything it served in that time. Null is what it does not say.
 */
export interface ServerFiguresRecord {
  /** Whose metrics they are. */
  server: string
  windowMs: number
  requests: JsonNumber
  promptTokens: JsonNumber
  /** Input tokens that came from its prefix cache. */
  cachedTokens: JsonNumber
  generatedTokens: JsonNumber
  /** Summed over requests; of llama-server the time of its engine. */
  prefillMs: JsonNumber
  decodeMs: JsonNumber
  /** Means a request. */
  meanQueueMs: JsonNumber
  meanTtftMs: JsonNumber
  meanTpotMs: JsonNumber
  meanInterTokenMs: JsonNumber
  meanLatencyMs: JsonNumber
  preemptions: JsonNumber
  /** Mean number of requests in a step of the engine. */
  meanBatch: JsonNumber
}

/** Which level of which sweep a run was: one workload at several loads. */
export interface SweepRecord {
  /** Shared by the runs of one sweep. */
  id: string
  name: string
  variable: 'concurrency' | 'rate'
  /** Clients, or requests per second. */
  level: number
  /** Whether it met the objective a search was for; null in a plain sweep. */
  verdict: Verdict | null
}

/** One measured run: what report.json calls an element of `runs`. */
export interface RunRecord {
  /** Unique within a report. */
  id: string
  name: string
  /** Path of the bench or test file, relative to the project's root, with `/`. */
  file: string
  /** Full name of the test. */
  test: string
  /** 0 for the first try, 1 for the first retry. */
  attempt: number
  /** `complete`, or how it ended early. */
  state: 'complete' | 'partial'
  /** One line: why a partial run ended. */
  error: string | null
  startedAt: string
  /** `synthetic` when weights were, `simulated` when the target was; else `measured`. */
  provenance: Provenance
  target: TargetRecord
  load: LoadRecord
  /** The request in words: prompt length, output length, sampling. */
  workload: WorkloadRecord
  requests: { attempted: number; succeeded: number; failed: number; failures: Record<string, number> }
  /** `first` is the latency of the first, cold request in milliseconds. */
  warmup: { requests: number; first: JsonNumber }
  metrics: Record<MetricName, MetricRecord>
  throughput: ThroughputRecord
  tokens: { input: number; output: number; cached: number; source: TokenSource }
  /** Host process spawned to backend ready, in milliseconds. */
  startupMs: JsonNumber
  /** Load asked to context ready, in milliseconds. */
  loadTimeMs: JsonNumber
  /** `earlier` when the model was warm already; and the state of the page cache when it was read. */
  loadState: { loaded: 'now' | 'earlier'; pageCache: 'cold' | 'warm' | 'unknown' } | null
  memory: MemoryRecord
  engineTimings: EngineTimingsRecord | null
  /** Of requests over HTTP; null elsewhere. */
  http: HttpRecord | null
  /** What the server says of the same requests; null where it tells nothing. */
  server: ServerFiguresRecord | null
  cost: CostRecord | null
  /** Null for a run that is no level of a sweep. */
  sweep: SweepRecord | null
  /** The load this run is a part of, made by several machines or files; null for a whole one. */
  part: string | null
  /** Ids of the parts this record was joined from; empty for a run that was measured. */
  joinedFrom: string[]
  checks: CheckRecord[]
  /** Of a run that sampled until claims were decided; else empty. */
  decisions: DecisionRecord[]
  claims: ClaimRecord[]
}

/** A claim that sampling went on for, and what the sequential test said of it. */
export interface DecisionRecord {
  /** A metric's name, or `successRate`. */
  metric: string
  /** Per cent; null for the success rate. */
  percentile: number | null
  limit: number
  verdict: Verdict
  /** Requests it took, and how many of them lay at the limit or above (or failed). */
  n: number
  bad: number
  /** Error rate, which holds although the test looked again and again. */
  alpha: number
}

/** What was asked of the model. */
export interface WorkloadRecord {
  kind: 'completion' | 'chat'
  /** First line of the prompt, shortened; untrusted text. */
  prompt: string
  /** How many different prompts were rotated through. */
  prompts: number
  maxTokens: number
  temperature: number
  seed: number
  ignoreEos: boolean
  /** True where a prefix cache is meant to help: shared prefixes, conversations, no nonce. */
  cacheWanted: boolean
}

/** Rates over the whole measured window and over its steady part. */
export interface ThroughputRecord {
  requestsPerSecond: JsonNumber
  /** Output tokens of completed requests. */
  tokensPerSecond: JsonNumber
  successRate: JsonNumber
  /** First send to last end, in milliseconds. */
  windowMs: JsonNumber
  /** From the n-th request in flight to the last send; null at concurrency 1 or when too short. */
  steady: { windowMs: number; requestsPerSecond: JsonNumber; tokensPerSecond: JsonNumber } | null
  /** 90 % interval of tokens per second by batch means; null with too few batches. */
  tokensInterval: IntervalRecord | null
}
