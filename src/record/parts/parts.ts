import type { JsonNumber } from '../figure.ts'

/** Number of a part among those of its load. */
export interface PartNumberRecord {
  /** From 1. */
  number: number
  /** Parts in all; null where nobody said. */
  of: number | null
  /** `--shard`, or `JOB_COMPLETION_INDEX` of a Kubernetes Indexed Job. */
  by: 'shard' | 'job'
}

/** The moment that a part was to begin at, by the wall clock of its machine; ISO 8601. */
export interface StartRecord {
  asked: string
  /** The call of its bench, or `LLM_BENCH_START_AT`. */
  by: 'call' | 'environment'
  /** When all of its preparation was done. */
  readyAt: string
  /** Milliseconds from the asked moment until it was ready; 0 where it was in time. */
  lateMs: number
}

/** A part of a joined load, as it was at work. */
export interface LoadPartRecord {
  /** Id of its run. */
  run: string
  /** Number, file, or label by which the parts differ. Untrusted text. */
  name: string
  /** First request sent, by the wall clock of its machine; ISO 8601. */
  startedAt: string
  /** Last answer ended. */
  endedAt: string
  requests: number
  /** Milliseconds that it was late; null where no moment was asked for. */
  lateMs: JsonNumber
}

/** The time in which the parts of a joined load were at work. */
export interface JoinedRecord {
  /** In the order in which they began. */
  parts: LoadPartRecord[]
  /** Milliseconds in which all parts were at work, and from the first request to the last answer of any. */
  togetherMs: number
  wholeMs: number
  /** `one` where all were measured by the clock of one machine; else `several`, whose difference nobody knows. */
  clocks: 'one' | 'several'
}
