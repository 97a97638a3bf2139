import type { JsonNumber } from '../figure.ts'

/** Way in which the requests of several models are handed out. */
export type RouteName = 'all' | 'round-robin' | 'weights' | 'one'

/** A model of several that was not measured, or not to its end. */
export interface MissingModelRecord {
  model: string
  /** The reason, in one line; untrusted text. */
  reason: string
}

/** Place of a run among those of several models that were measured together. */
export interface TogetherRecord {
  /** Id shared by the runs of one measurement of several models. */
  id: string
  /** Name of that measurement. */
  name: string
  /** Name of this run's model in it. */
  model: string
  /** Names of all its models, in the order in which they were asked for. */
  models: string[]
  /** Models that answered at the same time as this one; empty where it was alone with the machine. */
  beside: string[]
  route: RouteName
  /** Whether the models were loaded at the same time, so that each load was slowed by the others. */
  loading: 'parallel' | 'sequence'
  /** Engine threads of this run's model and of those beside it, added up; null where one does not say. */
  threads: number | null
  /** Bytes that all loaded models may take together; null where nobody set a limit. */
  memoryBudget: JsonNumber
  /** Models that broke while they were measured; those go on that are left. */
  missing: MissingModelRecord[]
}
