import { LlmBenchError } from '../errors.ts'
import type { GroupMember, RunContext } from './group.ts'
import type { RunPlan } from '../plan/header.ts'
import { planRun } from '../plan/plan.ts'

/**
 * The one plan of a group's members.
 * @throws LlmBenchError `invalid-option` for an option that cannot be meant, and where members differ
 */
export function commonPlan(members: readonly GroupMember[], context: RunContext): RunPlan {
  const plans = members.map(({ name, options }) => planRun(name, options, context.run))
  const [first] = plans
  if (members.length > 1 && first?.load.kind === 'open' && first.load.name !== 'rate') {
    throw new LlmBenchError(
      'invalid-option',
      `bench.compare: a ${first.load.name} cannot be cut into turns: compare under concurrent(n) or rate(n)`,
    )
  }
  if (members.length > 1 && first?.until !== null) {
    throw new LlmBenchError('invalid-option', 'bench.compare: option until applies to a bench that runs alone')
  }
  if (first === undefined) throw new LlmBenchError('invalid-option', 'there is nothing to measure')
  for (const [index, plan] of plans.entries()) {
    if (JSON.stringify(plan) === JSON.stringify(first)) continue
    throw new LlmBenchError(
      'invalid-option',
      `bench.compare: "${members[index]?.name}" and "${members[0]?.name}" have different plans ` +
        '(requests, duration, budget, load, warmup or maxUsd): give both the same',
    )
  }
  return first
}
