import { addWaits } from '../../block/add-waits.ts'
import type { BlockEnd } from '../../block/end.ts'
import { LlmBenchError } from '../../errors.ts'
import { worstConditions } from '../../machine/meters/conditions.ts'

const worstFirst: readonly BlockEnd['endedBy'][] = ['aborted', 'cost', 'budget', 'requests']

/** The end of a block that several made, or that was made in parts. */
export function joinEnds(ends: readonly BlockEnd[]): BlockEnd {
  const conditions = worstConditions(ends.map((end) => end.conditions))
  if (conditions === null) throw new LlmBenchError('engine-failed', 'the load was made by no process')
  const waits = addWaits(ends.map((end) => end.waits))
  return {
    endedBy: worstFirst.find((by) => ends.some(({ endedBy }) => endedBy === by)) ?? 'requests',
    unsent: ends.reduce((sum, { unsent }) => sum + unsent, 0),
    ...(waits === null ? {} : { waits }),
    engineTimings: null,
    server: null,
    conditions,
  }
}
