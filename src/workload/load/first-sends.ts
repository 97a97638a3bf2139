import type { LoadRecord } from '../../record/load.ts'
import type { LoadPlan } from './plan.ts'

/** Whether the clients of a closed load begin all at once or spread over a time; null for any other load. */
export function firstSendsOf(plan: LoadPlan): LoadRecord['firstSends'] {
  if (plan.kind !== 'closed' || plan.concurrency === 1) return null
  return plan.rampUpMs === 0 ? 'at-once' : 'spread'
}
