import type { Verdict } from './claim.ts'
import type { IntervalRecord } from './figure.ts'
import type { MetricName } from './metric.ts'

/** Place of a run on one axis of its sweep. */
export interface AxisRecord {
  /** Name of the varied option: `concurrency`, `rate`, an option of the model. */
  name: string
  value: string | number | boolean | null
  /** Unit of a number, for example `clients`; null where it has none. */
  unit: string | null
}

/** A time that an objective allows, as a statistic of a metric. */
export interface LimitRecord {
  metric: MetricName
  statistic: 'mean' | 'p50' | 'p90' | 'p95' | 'p99'
  ms: number
}

/** Place of a run in a sweep: one workload at several loads, or in several configurations. */
export interface SweepRecord {
  /** Id shared by the runs of one sweep. */
  id: string
  name: string
  /** A place on each axis that was varied, in the same order in every run of the sweep. */
  axes: AxisRecord[]
  /** `family`: quantizations of one model; `ladder`: from the processor to the best; null for any other. */
  preset: 'family' | 'ladder' | null
  /** Whether it met the objective a search was for; null in a plain sweep. */
  verdict: Verdict | null
  /** Times that the objective of a search allows; absent in a plain sweep, and in reports of earlier versions. */
  limits?: LimitRecord[]
  /** Configurations of the sweep that have no run, or no whole one; empty in a sweep of loads. */
  missing: MissingCellRecord[]
}

/** A configuration that was not measured, or not to its end. */
export interface MissingCellRecord {
  /** Values of the axes that vary, for people. */
  name: string
  axes: AxisRecord[]
  /**
   * `unsupported`: the engine or this machine cannot do it; `failed`: it could not be loaded, or broke; `skipped`: the
   * sweep ended before all of its launches, or any.
   */
  state: 'unsupported' | 'failed' | 'skipped'
  /** The reason, in one line; untrusted text. */
  reason: string
}

/** A time against the depth of the context, over the configurations of a sweep that differ in nothing else. */
export interface DepthLineRecord {
  /** Id of the sweep. */
  sweep: string
  /** Values of what else varies, for people; empty where nothing does. */
  of: string
  metric: 'ttft' | 'tpot'
  /** Milliseconds at a depth of 0. */
  interceptMs: number
  /** Milliseconds more for each token of depth, by least squares over the medians of launches. */
  msPerToken: number
  interval: IntervalRecord
  /** Launches that it was fitted to. */
  launches: number
}
