import type { CostRecord } from '../../record/cost.ts'
import type { RequestFacts } from '../../samples/facts.ts'
import type { Rows } from '../../samples/table/rows.ts'
import { pairedCostInterval } from './paired-cost.ts'

/** Facts of an execution that its cost is told by. */
type PaidTask = Pick<RequestFacts, 'state' | 'task'>

/**
 * Cost of a task that succeeded: the price of all reported calls over the executions that succeeded, so that those
 * that failed are paid for too, with the interval over executions. Null where none succeeded, or no call has a price:
 * nobody knows then what it costs.
 * @param samples in the order in which they were sent
 */
export function taskCost(samples: Rows<PaidTask>): CostRecord | null {
  const told = samples.flatMap(({ state, task }) => (task === undefined ? [] : [{ ...task, state }]))
  const succeeded = told.filter(({ state }) => state === 'completed').length
  const usdOf = (those: typeof told): number => those.reduce((sum, { usd }) => sum + usd, 0)
  const usd = usdOf(told)
  if (succeeded === 0 || usd === 0) return null
  const lost = usdOf(told.filter(({ state }) => state === 'failed'))
  return {
    basis: 'tokens',
    usdPerRequest: usd / succeeded,
    interval: pairedCostInterval(
      Float64Array.from(told, (one) => one.usd),
      Float64Array.from(told, ({ state }) => (state === 'completed' ? 1 : 0)),
    ),
    kind: 'declared',
    parts: [
      {
        label: 'calls of executions that succeeded',
        value: (usd - lost) / succeeded,
        unit: 'USD',
        provenance: 'declared',
        derived: false,
      },
      ...(lost === 0
        ? []
        : [
            {
              label: 'calls of executions that failed',
              value: lost / succeeded,
              unit: 'USD',
              provenance: 'declared' as const,
              derived: false,
            },
          ]),
      { label: 'completed requests', value: succeeded, unit: 'requests', provenance: 'measured', derived: false },
    ],
    unknown: [...new Set(told.flatMap(({ unpriced }) => unpriced))].toSorted(),
  }
}
