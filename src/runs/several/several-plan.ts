import type { RunPlan } from '../../plan/header.ts'
import type { MissingModelRecord } from '../../record/several/together.ts'
import type { BuiltRun } from '../build-run.ts'
import type { GroupMember } from '../group.ts'
import type { SeveralMember } from './several-member.ts'
import type { Situation } from './situations.ts'

/** Several models, the situations that they are measured in, and how long. */
export interface SeveralPlan {
  /** The one plan of all runs; their length is decided by the rounds. */
  readonly plan: RunPlan
  readonly situations: readonly Situation[]
  /** Rounds in which each situation has one turn. */
  readonly rounds: number
  /** Requests that the slowest model makes in a turn, about. */
  readonly requests: number
  readonly seed: string
  readonly member: (model: SeveralMember, beside: readonly SeveralMember[]) => GroupMember
}

/** The runs of several models, and those that broke. */
export interface MeasuredSeveral {
  readonly runs: readonly BuiltRun[]
  readonly missing: readonly MissingModelRecord[]
  /** The errors of the models that broke, in order. */
  readonly problems: readonly unknown[]
}
