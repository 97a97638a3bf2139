import type { Check } from '../evidence/check.ts'

/** A queue that builds up over a run cannot build up over turns of a few seconds, which each begin empty. */
export const openTurns: Check = ({ header }) => {
  if (header.comparison === null || header.plan.load.kind === 'closed') return null
  return {
    id: 'open-turns',
    status: 'warning',
    protects: ['response'],
    message:
      'each turn of the comparison began with an empty queue, so that response tells nothing of a queue that grows: ' +
      'measure each alone at this rate',
  }
}
