import type { MetricName } from '../../../src/record/metric.ts'
import type { RunRecord } from '../../../src/record/run.ts'
import type { MissingCellRecord, SweepRecord } from '../../../src/record/sweep.ts'
import type { FrontFigure } from './front.ts'

/** A run in a sweep of configurations. */
export interface ConfigurationRun {
  readonly run: RunRecord
  /** Values of what varies: its name without that of the sweep. */
  readonly name: string
  /** Whether it is the best by the sweep's metric, cannot be told from it, or is worse. */
  readonly place: 'best' | 'tie' | 'worse' | 'unknown'
  /** Whether none beats it in everything of the front. */
  readonly onFront: boolean
  /** Its speed as a share of that of the best; null where either is not known. */
  readonly ofBest: number | null
}

/** One workload in several configurations. */
export interface ConfigurationSweep {
  readonly id: string
  readonly name: string
  readonly metric: Extract<MetricName, 'tpot' | 'latency'>
  readonly preset: SweepRecord['preset']
  readonly cells: readonly ConfigurationRun[]
  /** Figures that all of them have, by which the Pareto front is drawn. */
  readonly frontOf: readonly FrontFigure[]
  readonly missing: readonly MissingCellRecord[]
}
