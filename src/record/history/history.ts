import type { Fingerprint } from '../environment.ts'
import type { JsonNumber, IntervalRecord, Provenance } from '../figure.ts'

/** Version of the form that lines of a history are written in. */
export const historySchema = 1

/** A run in the history: a line of `.llm-bench/history.jsonl`. */
export interface HistoryRunRecord {
  schemaVersion: typeof historySchema
  /** Id of the run: one that was written twice counts once. */
  id: string
  /** `project › file › test › name`, the project only where it has a name. */
  key: string
  /** When the execution that measured it began, and when the run did. */
  execution: string
  measuredAt: string
  /** State of the project's git work tree; null outside one, and where there is no git. */
  commit: string | null
  branch: string | null
  dirty: boolean | null
  fingerprint: Fingerprint
  /** Settings of the work that was asked for; runs of other work have figures of another kind. */
  work: Record<string, string | number | boolean | null>
  provenance: Provenance
  /** Answered requests. */
  n: number
  /** Figures by their names, such as `latency-p50`. */
  figures: Record<string, number>
  /** Milliseconds of a token of the anchor workload around the run; null where it was not measured. */
  anchorMs: JsonNumber
  /** Ids of the invalid checks that it was measured under. */
  invalid: string[]
}

/** The word of the anchor workload on a change: `moved` with it, `still`, or nobody can tell. */
export interface AnchorChangeRecord {
  state: 'moved' | 'still' | 'unknown'
  /** Time of the anchor workload after the change over that before; null where too few runs have one. */
  ratio: JsonNumber
  interval: IntervalRecord | null
  /** The change of the figure over that of the anchor workload; null where there is none. */
  adjustedRatio: JsonNumber
}

/** A change of a figure from one run to the next ones. */
export interface HistoryChangeRecord {
  /** Index of the first run after it. */
  at: number
  pValue: number
  /** Medians of the stretches on both sides. */
  before: number
  after: number
  /** Geometric mean after it over that before; null where a value is not above 0. */
  ratio: JsonNumber
  /** 90 % interval of the ratio, as if its place had been known. */
  interval: IntervalRecord | null
  /** Null for the anchor workload itself. */
  anchor: AnchorChangeRecord | null
}

/** A run as a point of a trend. */
export interface HistoryPointRecord {
  value: number
  measuredAt: string
  commit: string | null
  dirty: boolean | null
}

/** A figure of a run over its executions on one machine, with one model and one load; the oldest first. */
export interface HistoryTrendRecord {
  /** Key of the run; of the anchor workload `anchor workload`. */
  key: string
  figure: string
  unit: string
  better: 'lower' | 'higher'
  provenance: Provenance
  /** Hash of the fingerprint that all points have. */
  fingerprint: string
  /** Machine, model and load in words. */
  conditions: string[]
  points: HistoryPointRecord[]
  changes: HistoryChangeRecord[]
  /** Older points that are kept in the history and left out here. */
  older: number
}
