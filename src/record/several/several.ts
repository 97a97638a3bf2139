import type { IntervalRecord, JsonNumber, Provenance } from '../figure.ts'
import type { MetricName } from '../metric.ts'
import type { MissingModelRecord, RouteName } from './together.ts'

/** A figure of a model with the machine for itself, and while others answered too. */
export interface AloneTogether {
  /** Null where it was not measured alone. */
  alone: JsonNumber
  together: JsonNumber
}

/** Mean of a score of a model's answers. */
export interface SeveralScoreRecord extends AloneTogether {
  name: string
}

/** One model of several, in the table of all. */
export interface SeveralModelRecord {
  model: string
  /** Id of its run beside all others. */
  run: string
  provenance: Provenance
  device: string | null
  threads: number | null
  loadTimeMs: JsonNumber
  /** Peak resident memory of its process. */
  peakRssBytes: JsonNumber
  vramBytes: JsonNumber
  /** Memory by the word of the server that holds it; null where it does not say. */
  declaredBytes: JsonNumber
  /** Medians, in milliseconds. */
  latencyMs: AloneTogether
  tokensPerSecond: AloneTogether
  usdPerRequest: AloneTogether
  /** Scores of its answers that are no parts of others; none where they were not scored. */
  scores: SeveralScoreRecord[]
}

/** Times that a model is slower beside others than alone. */
export interface SlowdownRecord {
  model: string
  beside: string[]
  metric: MetricName
  /** Ratio of medians over neighbouring turns: 1.5 is half as long again. */
  ratio: JsonNumber
  interval: IntervalRecord | null
  /** Reasons for which it is open whatever the figures are. */
  doubts: string[]
}

/** The switches to a model of several. */
export interface SwitchSummary {
  model: string
  count: number
  failed: number
  /** Means, in milliseconds; null where nobody saw them. */
  evictMs: JsonNumber
  loadMs: JsonNumber
  firstTokenMs: JsonNumber
  /** Percentiles of the whole switch, in milliseconds; null where one that failed makes it infinite. */
  p50Ms: JsonNumber
  p95Ms: JsonNumber
}

/** Several models that were measured together: one table of them, and what each is slower for the others. */
export interface SeveralRecord {
  id: string
  name: string
  route: RouteName
  loading: 'parallel' | 'sequence'
  memoryBudget: JsonNumber
  models: SeveralModelRecord[]
  /** Sums over the models: of memory where each tells it, of rates while they answered together. */
  all: { peakRssBytes: JsonNumber; tokensPerSecond: JsonNumber; threads: JsonNumber }
  slowdowns: SlowdownRecord[]
  switches: SwitchSummary[]
  missing: MissingModelRecord[]
}
