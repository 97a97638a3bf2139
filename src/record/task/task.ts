import type { JsonNumber } from '../figure.ts'
import type { ItemRateRecord, PointStatistics } from '../metric.ts'

/** A model that a task called. */
export interface TaskModelRecord {
  /** Untrusted text, as the task named it. */
  model: string
  /** Executions that called it. */
  executions: number
}

/**
 * Work of a run of a task, a function of the user's: it has neither a first token nor a time per token. Its latency is
 * the time to success.
 */
export interface TaskRecord {
  /** Steps of each execution that succeeded; `n` is 0 where none told of any. */
  steps: PointStatistics
  /** Calls of models, of all executions together, the failed ones too. */
  calls: number
  /** Models that were called, those of most executions first. */
  models: TaskModelRecord[]
  /** US dollars of all executions together, the failed ones too; null where no call was reported, or none is priced. */
  usd: JsonNumber
  /** Executions that succeeded, per second, all in flight together. */
  perSecond: ItemRateRecord
}
