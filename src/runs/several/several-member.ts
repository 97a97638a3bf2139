import type { ActiveRun } from '../active-run.ts'
import type { GroupMember } from '../group.ts'
import type { Driver } from '../../targets/target.ts'

/** A model of several, with the workload that it is asked. */
export interface SeveralMember extends Pick<GroupMember, 'workload'> {
  /** Its name among them. */
  readonly model: string
}

/** A model while it is measured. */
export interface ActiveModel {
  readonly member: SeveralMember
  readonly place: number
  driver: Driver
  /** The error that it is not measured any more for; null while there is none. */
  problem: unknown
}

/** A model in one situation: a run of its own, begun at its first turn. */
export interface SituationCell {
  readonly model: ActiveModel
  /** Place of its situation among all. */
  readonly situation: number
  readonly beside: readonly number[]
  active: ActiveRun | null
}
