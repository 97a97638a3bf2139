import { LlmBenchError } from '../../errors.ts'
import type { MissingModelRecord } from '../../record/several/together.ts'
import type { GroupSetting } from '../group.ts'
import type { ActiveModel } from './several-member.ts'

/** The models that broke, with the reason. */
export function missingOf(models: readonly ActiveModel[]): MissingModelRecord[] {
  return models.flatMap(({ member, problem }) =>
    problem === null ? [] : [{ model: member.model, reason: problem instanceof Error ? problem.message : 'it broke' }],
  )
}

/** Whether an error is no matter of one model: nobody waits any more, or the others would fail alike. */
export function isOverForAll(problem: unknown, { signal }: Pick<GroupSetting, 'signal'>): boolean {
  if (problem === null) return false
  return (
    signal.aborted ||
    (problem instanceof LlmBenchError && (problem.code === 'aborted' || problem.code === 'invalid-option'))
  )
}
