import { meterFunction } from '../plan/energy.ts'
import { notAllowed } from '../option-check/sentences.ts'
import { shown } from '../option-check/shown.ts'
import type { GroupMember, RunContext } from './group.ts'
import type { RunPlan } from '../plan/header.ts'
import { planRun } from '../plan/plan.ts'

/**
 * The one plan of a group's members.
 * @throws LlmBenchError `invalid-option` for an option that cannot be meant, and where members differ
 */
export function commonPlan(members: readonly GroupMember[], context: RunContext): RunPlan {
  const plans = members.map(({ name, options, sweep }) =>
    planRun(name, options, defaultsOf(context, sweep), context.energy, context.roofline),
  )
  const [first] = plans
  if (first === undefined) throw notAllowed(call(''), 'no bench', 'at least one')
  if (members.length > 1 && first.load.kind === 'open' && first.load.name !== 'rate') {
    throw notAllowed(call('load'), `a ${first.load.name}`, 'concurrent(n) or rate(n), which can be cut into turns')
  }
  if (members.length > 1 && first.until !== null) {
    throw notAllowed(call('until'), 'decided(…)', 'it to a bench that runs alone')
  }
  if (members.length > 1 && first.startAt !== undefined) {
    throw notAllowed(call('startAt'), 'a moment', 'it to a bench that runs alone')
  }
  for (const [index, plan] of plans.entries()) {
    if (JSON.stringify(plan) === JSON.stringify(first)) continue
    throw notAllowed(
      call(''),
      `${shown(members[index]?.name)} with another plan than ${shown(members[0]?.name)}`,
      'both the same requests, duration, budget, load, warmup, launches, energy, roofline, lock and maxUsd',
    )
  }
  const [read, ...reads] = members.map(({ options }) => meterFunction(options.energy))
  if (reads.some((other) => other !== read)) {
    throw notAllowed(call('energy'), 'a meter of another function', 'all benches the same one')
  }
  return first
}

/** A level of a sweep is one of many runs: it has one launch, whatever other runs have. */
function defaultsOf({ run }: RunContext, sweep: GroupMember['sweep']): RunContext['run'] {
  return sweep === undefined ? run : { ...run, launches: 1 }
}

/** The members are benches, each with options of its own. */
function call(option: string): string {
  return `bench.compare(…${option === '' ? '' : `, { ${option} }`})`
}
