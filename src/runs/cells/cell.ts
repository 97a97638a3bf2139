import type { SweepRecord } from '../../record/sweep.ts'
import type { TextScorer } from '../../targets/model/text-scorer.ts'
import type { ActiveRun } from '../active-run.ts'
import type { GroupMember } from '../group.ts'

/** A configuration to measure: a bench with a place in its sweep. */
export interface CellMember extends GroupMember {
  readonly sweep: SweepRecord
  /** Its values of what varies, for people. */
  readonly cell: string
  /** The model's file by any name: cells of one file stand together. */
  readonly file: string
  /** Reason why this machine cannot do it, where that is known before it is started; else null. */
  readonly unsupported: string | null
  /** Where it is computed, as it was asked for: configurations of several places share no meter of one of them. */
  readonly place: string
  /** Time of one of its launches beside those of others, roughly; by it the time of the whole is told. */
  readonly weight: number
  /** Its model, as its predictions of a text are looked at. */
  readonly scorer: TextScorer
}

/** A configuration while the rounds go on. */
export interface Cell {
  readonly member: CellMember
  /** Null until it was loaded once. */
  active: ActiveRun | null
  /** The error that it is not measured any more for; null while there is none. */
  problem: unknown
}
