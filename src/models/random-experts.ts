import type { RunRecord } from '../record/run.ts'

/** Label of the figures of a mixture of experts with random weights. */
export const randomExpertsLabel = 'experts chosen at random'

/** Whether random weights chose the experts of a run's tokens: its speed is that of no real model. */
export function hasRandomExperts({ target, provenance }: Pick<RunRecord, 'target' | 'provenance'>): boolean {
  // Reports of earlier versions know no experts.
  return provenance === 'synthetic' && (target.experts ?? null) !== null
}
